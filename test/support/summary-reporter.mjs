/** Ends a run with one line, `N passed, N failed`, taken from jest's own result. A suite that could not start counts as a failure. */
import { writeSummary } from './summary.mjs';

export default class SummaryReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const line = writeSummary({ passed: results.numPassedTests, failed }); // .ci/run ends with it
    // After everything jest itself prints.
    process.once('exit', () => process.stdout.write(line));
  }
}
