// SPDX-License-Identifier: MIT
// Prints a size's figures: a line for each row, then the targets.
import { targets } from './targets.mjs';

const titles = {
    open: 'open to first paint',
    zoom: 'zoom, fit to 1:1',
    pan: 'pan, twice fit',
    drag: 'live drag of a container',
    packets: '100 moving packets, fit',
    layeredPackets: '100 moving packets, each a layer',
    undo: 'undo of the delete',
};

export function percentile(times, share) {
    const sorted = [...times].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

const number = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));
const pair = (median, high) => `${number(median)}/${number(high)}`;

/// What a peer needs at least, in ms; undefined when it has no figure.
const least = ({ times, late }) => (times ? percentile(times, 0.5) : late);

function cell(figure) {
    if (!figure.times)
        return figure.why;
    return figure.times.length > 1 ? pair(percentile(figure.times, 0.5), percentile(figure.times, 0.95)) : number(figure.times[0]);
}

/// The peers that have a figure of a row, best first: {name, least, bound}. `bound`: it needs more than that.
function ranking(row, results) {
    return results.map(({ name, figures }) => ({ name, least: least(figures[row]), bound: !figures[row].times }))
        .filter((peer) => peer.least !== undefined)
        .sort((a, b) => a.least - b.least);
}

function verdict(target, row, ours, results) {
    if (target.limit !== undefined) {
        const limit = ours.limit;
        return limit ? `<= ${target.limit} x ${limit.name}: ${limit.times} ${limit.times <= target.limit ? 'ok' : 'MISS'}` : `<= ${target.limit} x raw limit: not printed`;
    }
    const best = ranking(row, results.filter(({ name }) => !target.than || target.than.includes(name)))[0];
    const whom = target.than?.join('/') ?? 'the best';
    if (!best || !ours.median)
        return `>= ${target.faster} x ${whom}: no figure`;
    const ratio = best.least / ours.median;
    const reached = ratio >= target.faster ? 'ok' : best.bound ? 'open' : 'MISS';
    return `>= ${target.faster} x ${whom}: ${best.bound ? '> ' : ''}${number(ratio)} ${reached}`;
}

function ratioToBest(row, ours, results) {
    const best = ranking(row, results)[0];
    return best && ours?.median ? `${best.bound ? '> ' : ''}${number(best.least / ours.median)} x ${best.name}` : '-';
}

const drawn = (lines) => {
    const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
    return lines.map((line) => '  ' + line.map((text, column) => (column === 0 ? text.padEnd(widths[0]) : text.padStart(widths[column]))).join('   ')).join('\n');
};

/// `results`: [{name, version, restores, figures}] of the peers that are installed.
export function printed(size, rows, ours, results) {
    const lines = [['median/95th percentile, ms', 'Waylight', ...results.map(({ name, version }) => `${name} ${version}`), 'best peer / ours']];
    for (const row of rows)
        lines.push([titles[row], ours[row] ? pair(ours[row].median, ours[row].high) : 'not printed', ...results.map(({ figures }) => cell(figures[row])), ratioToBest(row, ours[row], results)]);
    const parts = [drawn(lines)];
    const floors = results.filter(({ figures }) => figures.blank).map(({ figures }) => percentile(figures.blank.times, 0.5));
    if (floors.length)
        parts.push(`  A frame of a blank page takes ${number(Math.min(...floors))} ms: no frame of a peer can be shorter.`);
    const restoring = results.filter(({ restores }) => restores).map(({ name }) => name);
    if (restoring.length)
        parts.push(`  No undo of their own, what was deleted is set again: ${restoring.join(', ')}.`);
    for (const row of rows)
        for (const target of results.length && ours[row] ? targets[size]?.[row] ?? [] : [])
            parts.push(`  target ${titles[row]} ${verdict(target, row, ours[row], results)}`);
    return parts.join('\n');
}
