// SPDX-License-Identifier: MIT
// Our own figures, from the lines that waylight-bench-canvas prints.
import { spawnSync } from 'node:child_process';

const names = {
    open: /^file to first paint$/,
    zoom: /^zoom sweep, fit to 1:1, cold$/,
    pan: /^pan, twice fit$/,
    drag: /^drag of a container with \d+ in it, zoom /, // the first: at fit
    packets: /^100 packets moving, fit$/,
    layeredPackets: /^100 packets moving, fit$/,
    undo: /^undo of it$/,
};

/// A line's {name, median, high (95th percentile), limit: {times, name}}; undefined when it is none.
function lineOf(text) {
    const figures = /^ {2}(\S.*?)\s+([\d.]+)\s+([\d.]+) ms/.exec(text);
    const limit = /([\d.]+) x ([a-z][a-z ]*) \([\d.]+\)$/.exec(text);
    return figures && { name: figures[1], median: +figures[2], high: +figures[3], limit: limit && { times: +limit[1], name: limit[2] } };
}

/// {open, zoom, …}: each {median, high, limit}, undefined where the program prints no such line; `platform` is Qt's.
export function ourFigures(program, size) {
    const { stdout: text, status } = spawnSync(program, [String(size)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
    if (status !== 0)
        console.log(`  ${program} ended with ${status}: its figures may be missing.`);
    const lines = (text ?? '').split('\n').map(lineOf).filter(Boolean);
    const figures = Object.fromEntries(Object.entries(names).map(([row, name]) => [row, lines.find((line) => name.test(line.name))]));
    return { ...figures, platform: /MB, (\w+),/.exec(text)?.[1] ?? 'unknown platform' };
}
