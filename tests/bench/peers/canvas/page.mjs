// SPDX-License-Identifier: MIT
// Runs in the page: what is measured, the same for each engine. A frame is the interval between two animation-frame
// callbacks; each callback does one step. After each row the engine must show where the steps led, else the row throws.
//
// An engine module exports
//   build(element, scene)           makes everything, shows it anyhow
//   show({x, y, zoom})              a point of the scene is at point * zoom + (x, y)
//   pan(dx, dy)                     pixels from what was shown last, on the cheapest path
//   counts()                        {boxes, connectors} that have their elements in the page
//   elementOf(index)                the element of a box
//   startDrag(index), dragTo(dx, dy), endDrag()    units of the scene, from where it was
//   showPackets(points, layered)    [] to take them away; see packets.mjs
//   remove(indices), undo()         boxes with their connectors
const margin = 0.95;

const frame = () => new Promise((done) => requestAnimationFrame(() => done(performance.now())));

/// Times of up to `most` frames, three at least, for `limit` ms.
async function frames(most, limit, step) {
    const times = [];
    let last = await frame();
    const end = last + limit;
    for (let i = 0; i < most && (last < end || i < 3); ++i) {
        step(i);
        const now = await frame();
        times.push(now - last);
        last = now;
    }
    return times;
}

export function bench(engine, scene, element) {
    const { width, height } = element.getBoundingClientRect();
    const right = Math.max(...scene.boxes.map(({ x, w }) => x + w));
    const bottom = Math.max(...scene.boxes.map(({ y, h }) => y + h));
    const left = Math.min(...scene.boxes.map(({ x }) => x));
    const top = Math.min(...scene.boxes.map(({ y }) => y));
    const fitZoom = Math.min(width / (right - left), height / (bottom - top)) * margin;
    const dragged = scene.boxes.findIndex(({ id }) => id === scene.container);
    const inside = scene.boxes.findLastIndex(({ parent }) => parent >= 0 && scene.boxes[parent].parent === dragged);
    const all = { boxes: scene.boxes.length, connectors: scene.connectors.length };

    const centred = (zoom) => ({ x: width / 2 - (left + right) / 2 * zoom, y: height / 2 - (top + bottom) / 2 * zoom, zoom });
    const pointOf = (index) => {
        const { x, y, width: w, height: h } = engine.elementOf(index).getBoundingClientRect();
        return { x: x + w / 2, y: y + h / 2 };
    };

    const mark = document.body.appendChild(document.createElement('div'));
    mark.style.cssText = 'position: fixed; right: 0; bottom: 0; width: 2px; height: 2px; z-index: 9999';
    let marks = 0;
    const damage = () => { mark.style.background = ++marks % 2 ? '#eee' : '#ddd'; };

    /// Until `ready` holds and what was there then is rastered: a frame is committed only when the one before it is.
    async function painted(ready) {
        do {
            damage();
            await frame();
        } while (!ready());
        damage();
        return frame();
    }
    const same = (a, b) => a.boxes === b.boxes && a.connectors === b.connectors;
    const rest = () => frames(10, 2000, damage);

    /// Does the frames of `step` and holds the engine to the move that the last of them was to make of a box.
    async function moved(most, limit, index, step, expected) {
        const from = pointOf(index);
        const times = await frames(most, limit, step);
        await rest();
        const to = pointOf(index);
        const want = expected(times.length - 1);
        if (Math.abs(to.x - from.x - want.x) > 2 || Math.abs(to.y - from.y - want.y) > 2)
            throw new Error(`moved by ${to.x - from.x}, ${to.y - from.y} instead of ${want.x}, ${want.y}`);
        return times;
    }

    async function shown(view) {
        engine.show(view);
        await rest();
    }

    /// How the packets and drags go: there and back.
    const dragOffset = (i) => ({ x: 40 + 5 * (i % 30), y: 4 * (i % 30) });
    const panOffset = (i) => ({ x: 17 * (30 - Math.abs(30 - (i + 1) % 60)), y: 11 * (30 - Math.abs(30 - (i + 1) % 60)) });
    const packetsAt = (i) => Array.from({ length: 100 }, (_, n) => ({ x: left + (n * 37 + i * 3) % 1000 / 1000 * (right - left), y: top + (n * 91 + i * 2) % 1000 / 1000 * (bottom - top) }));

    async function packetFrames(limit, layered) {
        await shown(centred(fitZoom));
        const times = await frames(200, limit, (i) => engine.showPackets(packetsAt(i), layered));
        engine.showPackets([]);
        await rest();
        return times;
    }

    return {
        blank: (limit) => frames(60, limit, damage),

        async open(limit) {
            const start = await frame();
            engine.build(element, scene);
            engine.show(centred(fitZoom));
            const time = (await painted(() => same(engine.counts(), all))) - start;
            const { x, y } = pointOf(inside);
            const seen = document.elementFromPoint(x, y);
            if (seen === element || !element.contains(seen))
                throw new Error('the boxes are not seen');
            return [time];
        },

        async zoom(limit) {
            const finest = 1.2 ** 0.25;
            const target = Math.max(1, 2 * fitZoom);
            await shown(centred(fitZoom * 0.999));
            const start = await frame();
            engine.show(centred(fitZoom));
            const one = (await painted(() => true)) - start;
            const most = Math.ceil(Math.log(target / fitZoom) / Math.log(finest));
            const steps = Math.min(most, Math.max(3, Math.floor(limit / one))); // a slow engine: the same range in fewer steps
            const zoomAt = (i) => fitZoom * (target / fitZoom) ** ((i + 1) / steps);
            return moved(steps, 4 * limit, dragged, (i) => engine.show(centred(zoomAt(i))), (i) => {
                const box = scene.boxes[dragged];
                const [a, b] = [centred(fitZoom), centred(zoomAt(i))];
                return { x: (box.x + box.w / 2) * (b.zoom - a.zoom) + b.x - a.x, y: (box.y + box.h / 2) * (b.zoom - a.zoom) + b.y - a.y };
            });
        },

        async pan(limit) {
            await shown(centred(2 * fitZoom));
            return moved(120, limit, dragged, (i) => engine.pan(panOffset(i).x, panOffset(i).y), panOffset);
        },

        async drag(limit) {
            await shown(centred(fitZoom));
            engine.startDrag(dragged);
            const times = await moved(60, limit, inside, (i) => engine.dragTo(dragOffset(i).x / fitZoom, dragOffset(i).y / fitZoom), dragOffset);
            engine.endDrag();
            await rest();
            return times;
        },

        packets: (limit) => packetFrames(limit, false),
        layeredPackets: (limit) => packetFrames(limit, true),

        async undo(limit) {
            await shown(centred(fitZoom));
            const gone = new Set(scene.deleted);
            const kept = { boxes: all.boxes - gone.size, connectors: scene.connectors.filter(({ from, to }) => !gone.has(from) && !gone.has(to)).length };
            const times = [];
            for (const end = performance.now() + limit; times.length < 5 && performance.now() < end;) {
                engine.remove(scene.deleted);
                await painted(() => same(engine.counts(), kept));
                await rest();
                const start = await frame();
                engine.undo();
                times.push((await painted(() => same(engine.counts(), all))) - start);
                await rest();
            }
            return times;
        },
    };
}
