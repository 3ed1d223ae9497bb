// SPDX-License-Identifier: MIT
// Bundles one engine with the page's part, shows it a scene and takes all rows.
import { createRequire } from 'node:module';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Page, Timeout } from './chromium.mjs';

const here = dirname(fileURLToPath(import.meta.url));
export const windowSize = { width: 1280, height: 800 };
export const rows = ['open', 'zoom', 'pan', 'drag', 'packets', 'layeredPackets', 'undo'];
const limits = { open: 60000, frames: 6000, grace: 60000 };

export const peers = [
    { name: 'maxGraph', module: 'maxgraph', packages: ['@maxgraph/core'] },
    { name: 'React Flow', module: 'react_flow', packages: ['@xyflow/react', 'react', 'react-dom'], restores: true },
    { name: 'JointJS', module: 'jointjs', packages: ['@joint/core'], restores: true },
];

/// The version that is installed in `folder`; undefined when a package is missing.
export function versionOf(peer, folder) {
    const files = peer.packages.map((name) => join(folder, 'node_modules', name, 'package.json'));
    return files.every(existsSync) ? JSON.parse(readFileSync(files[0], 'utf8')).version : undefined;
}

/// Writes the page of an engine and a scene; returns its file.
function writtenPage(peer, scene, folder) {
    const { buildSync } = createRequire(join(folder, 'package.json'))('esbuild');
    const script = join(folder, `${peer.module}.js`);
    buildSync({
        stdin: { contents: `import * as engine from './${peer.module}.mjs'; import { bench } from './page.mjs';
                            window.bench = bench(engine, window.scene, document.getElementById('canvas'));`, resolveDir: here },
        bundle: true, minify: true, format: 'iife', outfile: script, logLevel: 'error',
        nodePaths: [join(folder, 'node_modules')], define: { 'process.env.NODE_ENV': '"production"' } });
    writeFileSync(join(folder, 'scene.js'), `window.scene = ${JSON.stringify(scene)};`);
    const file = join(folder, `${peer.module}.html`);
    writeFileSync(file, `<!DOCTYPE html><meta charset="utf-8"><link rel="stylesheet" href="${peer.module}.css">
<body style="margin: 0; overflow: hidden"><div id="canvas" style="position: relative; overflow: hidden; width: ${windowSize.width}px; height: ${windowSize.height}px"></div>
<script>onerror = (message) => { window.failure = message; };</script>
<script src="scene.js"></script><script src="${peer.module}.js"></script>`);
    return file;
}

/// {blank, open, zoom, …}: each {times} in ms, or {why} there are none. Saves a picture of what was first painted.
export async function measured(peer, scene, folder, browser) {
    const profile = mkdtempSync(join(tmpdir(), 'waylight-peer-'));
    const figures = {};
    let page;
    try {
        page = await Page.open(browser, writtenPage(peer, scene, folder), profile, windowSize, 'Boolean(window.bench ?? window.failure)');
        const failure = await page.value('window.failure', limits.grace);
        if (failure)
            throw new Error(failure);
        figures.blank = { times: await page.value(`bench.blank(2000)`, limits.grace) };
        for (const row of rows) {
            figures[row] = await rowOf(page, row);
            if (row === 'open' && figures.open.times)
                writeFileSync(join(folder, `${peer.module}-${scene.boxes.length}.png`), await page.picture(limits.grace));
            if (figures[row].late)
                break; // its script hangs
        }
    } catch (error) {
        figures.open ??= { why: `failed: ${error.message || error.name}` };
    } finally {
        page?.close();
        rmSync(profile, { recursive: true, force: true, maxRetries: 10 });
    }
    for (const row of rows)
        figures[row] ??= { why: 'not reached' };
    return figures;
}

async function rowOf(page, row) {
    const limit = row === 'open' ? limits.open : limits.frames + limits.grace;
    try {
        return { times: await page.value(`bench.${row}(${limits.frames})`, limit) };
    } catch (error) {
        if (!(error instanceof Timeout))
            return { why: `failed: ${error.message.split('\n')[0]}` };
        return { late: limit, why: row === 'open' ? `no first frame in ${limit / 1000} s` : `no end in ${limit / 1000} s` };
    }
}
