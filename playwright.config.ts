import { existsSync } from "node:fs";
import { defineConfig, devices } from "@playwright/test";

// Another port lets two checkouts run their tests at once.
const port = process.env.PORT_E2E ?? "4173";
const found = (...paths: string[]) => paths.find((path) => existsSync(path));
const whole = found("/usr/bin/chromium", "/usr/bin/google-chrome");
// The shell is the same browser without its windows, which cost more than most tests. What is asked of the browser
// around the page needs the whole of it.
const shell = found("/usr/bin/chromium-headless-shell") ?? whole;
const OF_THE_BROWSER = /(disk|installed|keeping|tabs)\.spec\.ts$/;

const args = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.spec.ts",
  fullyParallel: true,
  workers: 2,
  // What fails once and passes then is listed as flaky: a fault to be looked for, in the test or in the page.
  retries: Number(process.env.RETRIES ?? 0),
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
  },
  projects: [
    { name: "shell", testIgnore: OF_THE_BROWSER, use: { launchOptions: { executablePath: shell, args } } },
    { name: "whole", testMatch: OF_THE_BROWSER, use: { channel: whole ? undefined : "chromium", launchOptions: { executablePath: whole, args } } },
  ],
  webServer: {
    command: `node scripts/serve.mjs ${port} /desk/`,
    url: `http://127.0.0.1:${port}/desk/`,
    reuseExistingServer: false,
  },
});
