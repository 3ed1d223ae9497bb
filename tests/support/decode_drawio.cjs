// SPDX-License-Identifier: MIT
// Decodes a draw.io drawing with mxGraph, draw.io's own library, and prints what it understood.
// usage: node decode_drawio.cjs FOLDER-OF-PACKAGES FILE.drawio      (packages: mxgraph@4.2.2 jsdom@22)
'use strict';
const fs = require('fs');
const { createRequire } = require('module');
const [packages, file] = process.argv.slice(2);
const from = createRequire(require('path').resolve(packages, 'package.json'));
const { JSDOM } = from('jsdom');
const dom = new JSDOM('<!DOCTYPE html><html><body></body></html>');
for (const name of ['window', 'document', 'navigator', 'DOMParser', 'XMLSerializer', 'Node', 'Element'])
    Object.defineProperty(global, name, { value: name === 'window' ? dom.window : dom.window[name], configurable: true });
const mx = from('mxgraph')({ mxImageBasePath: '', mxBasePath: '', mxLoadResources: false, mxLoadStylesheets: false });
// The codec finds classes by their names on the window.
Object.assign(dom.window, mx);
Object.assign(global, mx);

const drawing = mx.mxUtils.parseXml(fs.readFileSync(file, 'utf8'));
const root = drawing.getElementsByTagName('mxGraphModel')[0];
const model = new mx.mxGraphModel();
new mx.mxCodec(drawing).decode(root, model);
const idOf = (cell) => (cell && cell.value && cell.value.getAttribute ? cell.value.getAttribute('awsId') || '' : '');
const nodes = [];
const edges = [];
for (const id of Object.keys(model.cells)) {
    const cell = model.cells[id];
    const geometry = cell.geometry;
    if (cell.isVertex())
        nodes.push([idOf(cell), idOf(cell.parent), geometry.x, geometry.y, geometry.width, geometry.height]);
    else if (cell.isEdge())
        edges.push([idOf(cell.source), idOf(cell.target), (geometry.points || []).length]);
}
process.stdout.write(JSON.stringify({ nodes, edges }));
