/** The progress of running cycles, live. */
import { useLive } from '../live.js';
import { useWords } from '../i18n.js';

export function RunningCycles({ always = false }: { always?: boolean }) {
  const words = useWords();
  const { status, connected } = useLive();
  const running = status?.markets.map(({ current }) => current).filter((cycle) => cycle !== null) ?? [];
  if (running.length === 0 && !always) return null;
  return (
    <section class="running" aria-live="polite">
      {running.length === 0 && <p>{words.idle}</p>}
      {running.map((cycle) => (
        <div key={cycle.id}>
          <p>
            <strong>
              {words.running}: {cycle.market} #{cycle.id}
            </strong>{' '}
            <span>{cycle.message}</span>
          </p>
          <progress max={100} value={cycle.progress} aria-label={`${words.running}: ${cycle.market}`} />
          <span class="percent">{cycle.progress} %</span>
        </div>
      ))}
      <span class={connected ? 'tag good' : 'tag warn'}>{connected ? words.live : words.notLive}</span>
    </section>
  );
}
