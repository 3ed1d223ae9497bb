// SPDX-License-Identifier: MIT
#include "tests/support/fuzz_open.h"

#include "core/formats/cloudformation/read.h"
#include "core/formats/cloudformation/write.h"
#include "core/formats/diagrams/drawio.h"
#include "core/formats/diagrams/mermaid.h"
#include "core/formats/exports.h"
#include "core/formats/open.h"
#include "core/formats/terraform/read.h"
#include "core/formats/terraform/write.h"
#include "core/formats/waylight_file.h"

namespace waylight {
namespace {

const char* wrongExport(const Design& design) {
    for (const TextSyntax syntax : {TextSyntax::AsYaml, TextSyntax::AsJson})
        for (const WrittenFile& file : writeCloudFormation(design, syntax).files)
            if (!declarationsOfTemplate(file.text, file.name))
                return "a written template does not open";
    for (const WrittenFile& file : writeTerraform(design).files) {
        const auto document = parseJson(file.text);
        if (!document || !declarationsOfTerraform(*document, file.name, {}))
            return "a written configuration does not open";
    }
    for (const ExportInfo& each : exportInfos())
        static_cast<void>(exported(design, each.format));
    return writeDrawio(design).empty() || writeMermaid(draw(design)).empty() ? "an empty drawing" : nullptr;
}

} // namespace

const char* fuzzOpen(std::string_view bytes) {
    const auto loaded = openText(std::string(bytes), "f");
    if (!loaded)
        return toEnglish(loaded.error()).empty() ? "an error without words" : nullptr;
    for (const Diagnostic& each : loaded->diagnostics)
        if (toEnglish(each).empty())
            return "a diagnostic without words";
    const std::string saved = writeWaylight(loaded->design);
    const auto again = readWaylight(saved, "f");
    if (!again || writeWaylight(again->design) != saved)
        return "a save that does not open to the same bytes";
    return wrongExport(loaded->design);
}

} // namespace waylight
