// SPDX-License-Identifier: MIT
// maxGraph (the engine that draw.io's became): pans by panGraph, drags by the live preview of its own selection handler.
import { Graph, InternalEvent, UndoManager } from '@maxgraph/core';
import { circle, movePackets } from './packets.mjs';

const edgeStyle = { edgeStyle: 'elbowEdgeStyle', strokeColor: '#888', endArrow: 'classic' };
const containerStyle = { fillColor: '#f8f8fc', strokeColor: '#8080c0', verticalAlign: 'top', align: 'left', spacingLeft: 8, fontColor: '#333' };
const symbolStyle = { shape: 'label', fillColor: 'none', strokeColor: 'none', imageWidth: 48, imageHeight: 48, imageAlign: 'center', verticalAlign: 'top', spacing: 4, spacingTop: 52, fontColor: '#333' };

const undoManager = new UndoManager();
let graph;
let cells;
let edges;
let handler;

export function build(element, scene) {
    graph = new Graph(element);
    handler = graph.getPlugin('SelectionHandler');
    graph.batchUpdate(() => {
        cells = [];
        for (const { id, parent, left, top, w, h, title, role, icon } of scene.boxes)
            cells.push(graph.insertVertex({
                parent: parent < 0 ? graph.getDefaultParent() : cells[parent], id, value: title, position: [left, top], size: [w, h],
                style: role === 'symbol' ? { ...symbolStyle, image: scene.icons[icon] } : containerStyle }));
        edges = scene.connectors.map(({ from, to }) => graph.insertEdge({ parent: graph.getDefaultParent(), source: cells[from], target: cells[to], style: edgeStyle }));
    });
    graph.getDataModel().addListener(InternalEvent.UNDO, (_, event) => undoManager.undoableEditHappened(event.getProperty('edit')));
}

export function show({ x, y, zoom }) {
    graph.panGraph(0, 0);
    graph.view.scaleAndTranslate(zoom, x / zoom, y / zoom);
}

export const pan = (dx, dy) => graph.panGraph(dx, dy);

const drawn = (list) => list.reduce((count, cell) => count + (graph.view.getState(cell)?.shape?.node?.isConnected ? 1 : 0), 0);
export const counts = () => ({ boxes: drawn(cells), connectors: drawn(edges) });
export const elementOf = (index) => graph.view.getState(cells[index]).shape.node.lastChild;

export function startDrag(index) {
    handler.maxLivePreview = Infinity;
    handler.start(cells[index], 0, 0, [cells[index]]);
    handler.checkPreview();
}
export const dragTo = (dx, dy) => handler.updateLivePreview(dx * graph.view.scale, dy * graph.view.scale);
export const endDrag = () => handler.reset();

export function showPackets(points, layered) {
    const { scale, translate } = graph.view;
    const seen = points.map(({ x, y }) => ({ x: (x + translate.x) * scale, y: (y + translate.y) * scale }));
    movePackets(seen, layered, () => graph.view.getOverlayPane().appendChild(circle(5)));
}

export const remove = (indices) => graph.removeCells(indices.map((index) => cells[index]), true);
export const undo = () => undoManager.undo();
