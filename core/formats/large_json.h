// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/json.h"

#include <functional>
#include <map>
#include <memory>
#include <string_view>

namespace waylight {

/// A list of a large document. Its elements become values one by one when they are asked for, by any thread: all of
/// them at once take several times the memory of the text.
class LargeList {
public:
    std::size_t size() const;
    bool isObject(std::size_t index) const;
    Json value(std::size_t index) const;
    /// Calls `visit(name, text)` for the members of an element that are texts, without making values of them.
    void forEachText(std::size_t index, const std::function<void(std::string_view, std::string_view)>& visit) const;

    struct Elements;
    explicit LargeList(std::shared_ptr<const Elements> elements) : m_elements(std::move(elements)) {}

private:
    std::shared_ptr<const Elements> m_elements;
};

struct LargeJson {
    Json root;
    std::map<std::string, LargeList> lists; ///< by their names in `root`, which has empty lists in their places
};

/// What `parseJson` gives, value for value and diagnostic for diagnostic, several times as fast: for the large files of
/// describe output. Also linear where a stranger's object has a million members. Members of the document that are lists
/// and that `isDeferred(name)` is true for stay as they are.
Result<LargeJson> parseLargeJson(std::string text, const std::string& file,
                                 const std::function<bool(std::string_view)>& isDeferred,
                                 const JsonLimits& limits = {});

} // namespace waylight
