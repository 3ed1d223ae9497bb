// SPDX-License-Identifier: MIT
// Prints the scene of waylight-bench-canvas as JSON, as it is drawn, so that other engines can show the same:
// {boxes: [{id, parent, x, y, w, h, title, role, icon}], connectors: [{from, to}], container, deleted}.
// `parent` is the index of an earlier box or -1, places are absolute; `container` is what the bench drags, `deleted` the
// indices of what it deletes.
// usage: waylight-bench-scene ELEMENTS
#include "core/base/json.h"
#include "core/drawing/picture.h"
#include "tests/support/canvas_scene.h"

#include <cstdio>
#include <cstdlib>

using namespace waylight;

namespace {

constexpr std::size_t mostDeleted = 1000;

Json boxToJson(const PictureBox& box) {
    return {{"id", box.id}, {"parent", box.parent}, {"x", box.rect.x}, {"y", box.rect.y}, {"w", box.rect.width}, {"h", box.rect.height},
            {"title", box.title}, {"role", box.role == BoxRole::Symbol ? "symbol" : "container"}, {"icon", box.icon}};
}

Json sceneToJson(const Picture& picture) {
    Json scene = {{"boxes", Json::array()}, {"connectors", Json::array()}, {"container", sceneZone()}, {"deleted", Json::array()}};
    for (std::size_t i = 0; i < picture.boxes().size(); ++i) {
        const PictureBox& box = picture.boxes()[i];
        scene["boxes"].push_back(boxToJson(box));
        if (box.icon == "instance" && scene["deleted"].size() < mostDeleted)
            scene["deleted"].push_back(i);
    }
    for (const PictureConnector& connector : picture.connectors())
        scene["connectors"].push_back({{"from", connector.from}, {"to", connector.to}});
    return scene;
}

} // namespace

int main(int argc, char** argv) {
    const int elements = argc == 2 ? std::atoi(argv[1]) : 0;
    if (elements < 1) {
        std::fprintf(stderr, "usage: waylight-bench-scene ELEMENTS\n");
        return 2;
    }
    std::puts(sceneToJson(draw(canvasScene(elements))).dump().c_str());
    return 0;
}
