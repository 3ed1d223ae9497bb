// SPDX-License-Identifier: MIT
// What is to hold between our figures and the peers', per size and row. `faster` counts against a peer, or the best of those
// that are named (none: of all); `limit` is the most of the raw limit that our program prints beside its figure.
export const targets = {
    1000: {
        open: [{ faster: 60, than: ['maxGraph'] }],
        zoom: [{ faster: 300, than: ['maxGraph'] }, { faster: 8, than: ['React Flow', 'JointJS'] }, { limit: 1.5 }],
        drag: [{ faster: 60, than: ['maxGraph'] }, { faster: 15 }],
        undo: [{ faster: 80 }],
    },
    10000: {
        open: [{ faster: 60 }],
        pan: [{ faster: 80 }, { limit: 15 }],
        drag: [{ faster: 50 }],
        packets: [{ faster: 100 }, { limit: 4 }],
        layeredPackets: [{ faster: 100 }],
        undo: [{ faster: 40 }],
    },
};
