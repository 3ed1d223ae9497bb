// SPDX-License-Identifier: MIT
// A page in headless Chromium, driven by the DevTools protocol over a pipe.
import { spawn } from 'node:child_process';

const flags = ['--headless=new', '--remote-debugging-pipe', '--no-sandbox', '--disable-gpu', '--disable-frame-rate-limit', '--disable-gpu-vsync',
               '--disable-background-timer-throttling', '--disable-renderer-backgrounding', '--allow-file-access-from-files', '--no-first-run',
               '--disable-extensions', '--disable-dev-shm-usage', '--hide-scrollbars', '--force-device-scale-factor=1'];

export class Timeout extends Error {}

const within = (limit, promise) => {
    let timer;
    const late = new Promise((_, fail) => { timer = setTimeout(() => fail(new Timeout()), limit); });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

export class Page {
    /// Opens `file` in a new browser with a profile of its own, until the expression `ready` holds in it; throws when that is
    /// not so after `limit` ms.
    static async open(program, file, profile, { width, height }, ready, limit = 30000) {
        const page = new Page(spawn(program, [...flags, `--user-data-dir=${profile}`, `--window-size=${width},${height}`, `file://${file}`],
                                    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], detached: true }));
        try {
            await within(limit, page.#attach({ width, height }, ready));
        } catch (error) {
            page.close();
            throw error;
        }
        return page;
    }

    /// The value of an expression (awaited), in the page; throws Timeout after `limit` ms, Error with what the page threw.
    async value(expression, limit) {
        const answer = await within(limit, this.#call('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }));
        if (answer.exceptionDetails)
            throw new Error(answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text);
        return answer.result.value;
    }

    /// PNG bytes of what is seen.
    async picture(limit) {
        return Buffer.from((await within(limit, this.#call('Page.captureScreenshot', { format: 'png' }))).data, 'base64');
    }

    close() {
        try {
            process.kill(-this.#browser.pid, 'SIGKILL');
        } catch {} // it has gone by itself
    }

    #browser;
    #session;
    #next = 1;
    #waiting = new Map();
    #read = '';

    constructor(browser) {
        this.#browser = browser;
        const gone = (why) => {
            for (const { fail } of this.#waiting.values())
                fail(new Error(why));
            this.#waiting.clear();
        };
        browser.on('error', (error) => gone(error.message));
        browser.on('exit', () => gone('the browser ended'));
        browser.stdio[3].on('error', () => {});
        browser.stdio[4].setEncoding('utf8').on('data', (data) => this.#take(data));
    }

    #take(data) {
        const messages = (this.#read + data).split('\0');
        this.#read = messages.pop();
        for (const { id, result, error } of messages.map((message) => JSON.parse(message))) {
            const waiting = this.#waiting.get(id);
            this.#waiting.delete(id);
            if (error)
                waiting?.fail(new Error(error.message));
            else
                waiting?.done(result);
        }
    }

    #call(method, params = {}) {
        const id = this.#next++;
        return new Promise((done, fail) => {
            this.#waiting.set(id, { done, fail });
            this.#browser.stdio[3].write(JSON.stringify({ id, method, params, sessionId: this.#session }) + '\0');
        });
    }

    async #attach({ width, height }, ready) {
        let page;
        while (!page)
            page = (await this.#call('Target.getTargets')).targetInfos.find(({ type, url }) => type === 'page' && url.startsWith('file:'));
        this.#session = (await this.#call('Target.attachToTarget', { targetId: page.targetId, flatten: true })).sessionId;
        await this.#call('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
        while (!(await this.value(ready, 30000)));
    }
}
