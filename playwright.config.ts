import { existsSync } from "node:fs";
import { defineConfig, devices } from "@playwright/test";

// Another port lets two checkouts run their tests at once.
const port = process.env.PORT_E2E ?? "4173";
const installed = ["/usr/bin/chromium", "/usr/bin/google-chrome"].find((path) => existsSync(path));

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.spec.ts",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  reporter: [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    baseURL: `http://127.0.0.1:${port}/desk/`,
    viewport: { width: 1440, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Amsterdam",
    // Tests answer requests in the server's place, which a service worker would not ask.
    serviceWorkers: "block",
    // Recording costs a third of the time: TRACE=1 asks for it.
    trace: process.env.TRACE ? "retain-on-failure" : "off",
    launchOptions: {
      executablePath: installed,
      args: [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
      ],
    },
  },
  webServer: {
    command: `node scripts/serve.mjs ${port} /desk/`,
    url: `http://127.0.0.1:${port}/desk/`,
    reuseExistingServer: false,
  },
});
