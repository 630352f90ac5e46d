// What pages are made with: preact's elements, written as htm templates. No JSX, so no bundler.
import { h, render } from "../../modules/preact.js";
import htm from "../../modules/htm.js";

export { useEffect, useLayoutEffect, useMemo, useRef, useState, useCallback } from "../../modules/hooks.js";
import { useEffect, useLayoutEffect, useState } from "../../modules/hooks.js";
export const html = htm.bind(h);
export { render };

// A value that pages watch.
export class Watched {
  #watchers = new Set();
  constructor(value) { this.value = value; }
  set(value) {
    this.value = value;
    for (const watcher of [...this.#watchers]) watcher(value);
  }
  watch(watcher) {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }
}

export function useWatched(watched) {
  const [, redraw] = useState(0);
  const drawn = watched.value;
  useLayoutEffect(() => {
    if (watched.value !== drawn) redraw((n) => n + 1);  // between the drawing and now
    return watched.watch(() => redraw((n) => n + 1));
  }, [watched]);
  return drawn;
}

// Whether the window is so narrow that tables become lists.
export function useNarrow(pixels = 720) {
  const query = `(max-width: ${pixels}px)`;
  const [narrow, set] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const look = () => set(media.matches);
    look();
    media.addEventListener("change", look);
    return () => media.removeEventListener("change", look);
  }, [query]);
  return narrow;
}

// Called now and every so many seconds, while the page is there.
export function useEvery(seconds, act) {
  useEffect(() => {
    const timer = setInterval(act, seconds * 1000);
    return () => clearInterval(timer);
  }, [seconds, act]);
}
