// SPDX-License-Identifier: MIT
// React Flow, uncontrolled: its store changes without a round through the application. It has no undo: the nodes and edges of
// before are set again.
import { createElement as make, memo } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { Handle, Position, ReactFlow, ReactFlowProvider, useStoreApi, ViewportPortal } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { movePackets } from './packets.mjs';

const handles = [make(Handle, { key: 's', type: 'source', position: Position.Bottom }), make(Handle, { key: 't', type: 'target', position: Position.Top })];
const Box = memo(({ data }) => make('div', { className: 'box' }, data.title, handles));
const Icon = memo(({ data }) => make('div', { className: 'icon' }, make('img', { src: data.icon, width: 48, height: 48, draggable: false }), make('div', {}, data.title), handles));
const nodeTypes = { container: Box, symbol: Icon };

const style = `
.box { width: 100%; height: 100%; box-sizing: border-box; background: #f8f8fc; border: 1px solid #8080c0; font: 12px sans-serif; padding: 6px 8px; }
.icon { width: 100%; height: 100%; text-align: center; font: 12px sans-serif; padding-top: 4px; box-sizing: border-box; }
.react-flow__handle { opacity: 0; }
#packets { position: absolute; top: 0; z-index: 9999; } /* above nodes in containers */
.packet { position: absolute; border-radius: 50%; background: orange; }`;

let root;
let store;
let ids;
let origin;
let dragged;
let before;

function StoreTaker() {
    store = useStoreApi();
    return make(ViewportPortal, {}, make('div', { id: 'packets' }));
}

export function build(element, scene) {
    root = element;
    const { width, height } = element.getBoundingClientRect();
    document.head.appendChild(document.createElement('style')).textContent = style;
    ids = scene.boxes.map(({ id }) => id);
    const defaultNodes = scene.boxes.map(({ id, parent, left, top, w, h, title, role, icon }) => ({
        id, type: role, position: { x: left, y: top }, parentId: ids[parent], width: w, height: h, measured: { width: w, height: h },
        data: { title, icon: scene.icons[icon] },
        handles: [{ type: 'source', position: Position.Bottom, x: w / 2, y: h, width: 1, height: 1 }, { type: 'target', position: Position.Top, x: w / 2, y: 0, width: 1, height: 1 }] }));
    const defaultEdges = scene.connectors.map(({ from, to }, i) => ({ id: `e${i}`, source: ids[from], target: ids[to], type: 'step', markerEnd: { type: 'arrow' } }));
    flushSync(() => createRoot(element).render(make(ReactFlowProvider, {}, make(ReactFlow, { defaultNodes, defaultEdges, nodeTypes, minZoom: 0.001, maxZoom: 4, width, height }, make(StoreTaker)))));
}

export function show({ x, y, zoom }) {
    origin = { x, y, zoom };
    store.getState().panZoom.setViewport({ x, y, zoom });
}

export const pan = (dx, dy) => store.getState().panZoom.setViewport({ x: origin.x + dx, y: origin.y + dy, zoom: origin.zoom });

export const counts = () => ({ boxes: root.getElementsByClassName('react-flow__node').length, connectors: root.getElementsByClassName('react-flow__edge-path').length });
export const elementOf = (index) => root.querySelector(`.react-flow__node[data-id="${ids[index]}"]`);

export function startDrag(index) {
    const node = store.getState().nodeLookup.get(ids[index]);
    dragged = { id: node.id, ...node.position, node };
}
const move = (dx, dy, dragging) => store.getState().updateNodePositions(new Map([[dragged.id, { ...dragged.node, position: { x: dragged.x + dx, y: dragged.y + dy } }]]), dragging);
export const dragTo = (dx, dy) => move(dx, dy, true);
export const endDrag = () => move(0, 0, false);

function packet() {
    const disc = document.createElement('div');
    disc.className = 'packet';
    disc.style.width = disc.style.height = `${10 / origin.zoom}px`;
    return document.getElementById('packets').appendChild(disc);
}
export const showPackets = (points, layered) => movePackets(points, layered, packet);

export function remove(indices) {
    const { nodes, edges, setNodes, setEdges } = store.getState();
    const gone = new Set(indices.map((index) => ids[index]));
    before = { nodes, edges };
    flushSync(() => {
        setEdges(edges.filter(({ source, target }) => !gone.has(source) && !gone.has(target)));
        setNodes(nodes.filter(({ id }) => !gone.has(id)));
    });
}

export function undo() {
    const { setNodes, setEdges } = store.getState();
    flushSync(() => {
        setNodes(before.nodes);
        setEdges(before.edges);
    });
}
