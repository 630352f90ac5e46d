// Which page is open: the address is the truth, so that "back" works and a page can be a bookmark.
import { html, Watched } from "./view.js";

export const here = new Watched(location.pathname);
addEventListener("popstate", () => here.set(location.pathname));

// `then`: where to go on to, after the page there is done.
export function navigate(to, then) {
  history.pushState(then && then !== "/sign-in" ? { then } : null, "", to);
  here.set(location.pathname);
  scrollTo(0, 0);
}

export function Link({ to, current, onGo, children }) {
  const go = (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onGo?.();
    if (here.value !== to) navigate(to);
    document.getElementById("content")?.focus({ preventScroll: true });
  };
  return html`<a href=${to} aria-current=${current ? "page" : undefined} onClick=${go}>${children}</a>`;
}
