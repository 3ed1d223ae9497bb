// SPDX-License-Identifier: MIT
// JointJS: one paper that is frozen while cells change, so that each link is routed once. The free edition has no undo: what
// was removed is added again.
import { dia, shapes } from '@joint/core';
import { circle, movePackets } from './packets.mjs';

// Its own orthogonal routers, and anchors in their default, measure elements in the page for each link: too slow by far at 10,000.
const byModel = { useModelGeometry: true };
function elbow(_vertices, _options, { sourceView, targetView }) {
    const from = sourceView.model.getBBox().center();
    const to = targetView.model.getBBox().center();
    const y = (from.y + to.y) / 2;
    return [{ x: from.x, y }, { x: to.x, y }];
}

const font = { fontSize: 12, fontFamily: 'sans-serif', fill: '#333' };
const Box = dia.Element.define('bench.Box', { attrs: {
    body: { width: 'calc(w)', height: 'calc(h)', fill: '#f8f8fc', stroke: '#8080c0' },
    label: { x: 8, y: 20, ...font } } }, { markup: [{ tagName: 'rect', selector: 'body' }, { tagName: 'text', selector: 'label' }] });
const Icon = dia.Element.define('bench.Icon', { attrs: {
    icon: { x: 36, y: 4, width: 48, height: 48 },
    label: { x: 60, y: 74, textAnchor: 'middle', ...font } } }, { markup: [{ tagName: 'image', selector: 'icon' }, { tagName: 'text', selector: 'label' }] });

let graph;
let paper;
let cells;
let links;
let origin;
let dragged;
let removed;

function cellFor({ id, parent, x, y, w, h, title, role, icon }, scene) {
    const attrs = { label: { text: title } };
    const place = { id, position: { x, y }, size: { width: w, height: h }, parent: parent < 0 ? undefined : scene.boxes[parent].id };
    return role === 'symbol' ? new Icon({ ...place, attrs: { ...attrs, icon: { href: scene.icons[icon] } } }) : new Box({ ...place, attrs });
}

function linkFor({ from, to }, scene) {
    return new shapes.standard.Link({ source: { id: scene.boxes[from].id }, target: { id: scene.boxes[to].id }, attrs: { line: { stroke: '#888', strokeWidth: 1 } } });
}

function changed(work) {
    paper.freeze();
    work();
    paper.unfreeze();
}

export function build(element, scene) {
    const cellNamespace = { ...shapes, bench: { Box, Icon } };
    const { width, height } = element.getBoundingClientRect();
    graph = new dia.Graph({}, { cellNamespace });
    paper = new dia.Paper({ el: element, model: graph, width, height, async: false, frozen: true, sorting: dia.Paper.sorting.NONE,
                            cellViewNamespace: cellNamespace, defaultRouter: elbow,
                            defaultAnchor: { name: 'center', args: byModel }, defaultConnectionPoint: { name: 'bbox', args: byModel } });
    cells = scene.boxes.map((box) => cellFor(box, scene));
    const held = cells.map(() => []);
    scene.boxes.forEach(({ id, parent }) => held[parent]?.push(id));
    cells.forEach((cell, i) => cell.set('embeds', held[i]));
    links = scene.connectors.map((connector) => linkFor(connector, scene));
    graph.resetCells([...cells, ...links]);
    paper.unfreeze();
}

export function show({ x, y, zoom }) {
    origin = { x, y, zoom };
    paper.matrix({ a: zoom, b: 0, c: 0, d: zoom, e: x, f: y });
}

export const pan = (dx, dy) => paper.translate(origin.x + dx, origin.y + dy);

const drawn = (list) => list.reduce((count, cell) => count + (cell.findView(paper)?.el.isConnected ? 1 : 0), 0);
export const counts = () => ({ boxes: drawn(cells), connectors: drawn(links) });
export const elementOf = (index) => cells[index].findView(paper).el.firstChild;

export function startDrag(index) {
    dragged = { cell: cells[index], dx: 0, dy: 0 };
}
export function dragTo(dx, dy) {
    changed(() => dragged.cell.translate(dx - dragged.dx, dy - dragged.dy));
    Object.assign(dragged, { dx, dy });
}
export const endDrag = () => dragTo(0, 0);

export function showPackets(points, layered) {
    movePackets(points, layered, () => paper.getLayerNode('front').appendChild(circle(5 / origin.zoom)));
}

export function remove(indices) {
    const boxes = indices.map((index) => cells[index]);
    const gone = new Set(boxes.map(({ id }) => id));
    removed = [...boxes, ...links.filter((link) => gone.has(link.source().id) || gone.has(link.target().id))];
    changed(() => graph.removeCells(removed));
}
export const undo = () => changed(() => graph.addCells(removed));
