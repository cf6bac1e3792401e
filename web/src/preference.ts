/** Small choices of this browser (language, theme); a browser that forbids storage just forgets them. */
export const preference = {
  get(name: string): string | null {
    try {
      return window.localStorage.getItem(`gpu-tracker:${name}`);
    } catch {
      return null;
    }
  },
  set(name: string, value: string): void {
    try {
      window.localStorage.setItem(`gpu-tracker:${name}`, value);
    } catch {
      // Private windows may forbid it; the choice holds until the page is closed.
    }
  },
};
