// SPDX-License-Identifier: MIT
// Measures other diagram engines in headless Chromium and our canvas on the same scenes, and prints them side by side.
// usage: node canvas_peers.mjs BENCH_PROGRAM SCENE_PROGRAM PEERS_FOLDER BROWSER ELEMENTS...
// An empty BROWSER, or engines that are not in PEERS_FOLDER: what there is is measured.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measured, peers, rows, versionOf, windowSize } from './measure_peer.mjs';
import { ourFigures } from './our_figures.mjs';
import { printed } from './table.mjs';

const [program, sceneProgram, folderName, browser, ...sizes] = process.argv.slice(2);
const folder = resolve(folderName);
const icons = join(dirname(fileURLToPath(import.meta.url)), '../../../../resources/icons');

/// The scene as engines take it: ends and parents are indices, `left` and `top` count from the parent, icons are data URIs.
function sceneOf(elements) {
    const scene = JSON.parse(execFileSync(sceneProgram, [elements], { encoding: 'utf8', maxBuffer: 1 << 30 }));
    const indexOf = new Map(scene.boxes.map(({ id }, index) => [id, index]));
    for (const box of scene.boxes) {
        const parent = scene.boxes[box.parent] ?? { x: 0, y: 0 };
        Object.assign(box, { left: box.x - parent.x, top: box.y - parent.y });
    }
    scene.connectors = scene.connectors.map(({ from, to }) => ({ from: indexOf.get(from), to: indexOf.get(to) }));
    const used = new Set(scene.boxes.filter(({ role }) => role === 'symbol').map(({ icon }) => icon));
    scene.icons = Object.fromEntries([...used].map((icon) => [icon, `data:image/svg+xml;base64,${readFileSync(join(icons, `${icon}.svg`)).toString('base64')}`]));
    return scene;
}

/// Such as "Chromium 156.0"; undefined when there is none that runs.
function browserVersion() {
    try {
        return execFileSync(browser, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    } catch {
        return undefined;
    }
}

function installedPeers(version) {
    if (!version) {
        console.log('No Chromium that runs: the peers are not measured.');
        return [];
    }
    if (!existsSync(join(folder, 'node_modules', 'esbuild'))) {
        console.log(`No esbuild in ${folder}: the peers are not measured.`);
        return [];
    }
    const found = peers.map((peer) => ({ ...peer, version: versionOf(peer, folder) }));
    for (const { name, packages } of found.filter(({ version }) => !version))
        console.log(`${name} is not measured: ${packages.join(', ')} not in ${folder}.`);
    return found.filter(({ version }) => version);
}

const version = browserVersion();
const engines = installedPeers(version);
for (const size of sizes) {
    const scene = sceneOf(size);
    console.log(`\n${scene.boxes.length} elements, ${scene.connectors.length} connectors, ${scene.deleted.length} deleted at once; ${windowSize.width}x${windowSize.height}, software rendering, no GPU`);
    const results = [];
    for (const engine of engines) {
        process.stderr.write(`  ${engine.name} …\n`);
        results.push({ ...engine, figures: await measured(engine, scene, folder, browser) });
    }
    const ours = ourFigures(program, size);
    if (results.length)
        writeFileSync(join(folder, `canvas-${size}.json`), JSON.stringify({ ours, results }, null, 1));
    console.log(`  ours on Qt's platform ${ours.platform}${engines.length ? `, peers in headless ${version}` : ''}`);
    console.log(printed(size, rows, ours, results));
}
