// The pages by name: where they are, and what is there when they are ready.
export const pages = {
  "sign-in": { path: "/sign-in", ready: "form #password", signed_out: true },
  live: { path: "/", ready: ".live-page .trend canvas" },
  history: { path: "/history?from=2026-03-01&to=2026-03-31", ready: ".part-queue canvas" },
  counters: { path: "/counters", ready: ".desk-cards li" },
  devices: { path: "/devices", ready: ".devices tbody tr" },
  audit: { path: "/audit", ready: ".audit tbody tr" },
  accounts: { path: "/accounts", ready: "main table tbody tr" },
};
