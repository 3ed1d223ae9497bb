// SPDX-License-Identifier: MIT
// The discs of the packets, moved by CSS. `layered`: the browser keeps each in a layer of its own and need not paint what is
// below anew; no engine does that by itself, but an application can.
const discs = [];

export function movePackets(points, layered, makeDisc) {
    while (discs.length > points.length)
        discs.pop().remove();
    while (discs.length < points.length) {
        const disc = makeDisc();
        disc.style.willChange = layered ? 'transform' : 'auto';
        discs.push(disc);
    }
    points.forEach(({ x, y }, i) => { discs[i].style.transform = `translate(${x}px, ${y}px)`; });
}

export function circle(radius) {
    const disc = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
    disc.setAttribute('r', radius);
    disc.setAttribute('fill', 'orange');
    return disc;
}
