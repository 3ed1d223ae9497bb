// SPDX-License-Identifier: MIT
#pragma once

#include "ui/render/theme.h"

#include <QSyntaxHighlighter>

namespace waylight {

/// The colours of the policy language; each has a contrast of at least 4.5 with the ground of text fields.
struct SyntaxColours {
    QColor element, op, key, name, action, resource, text, variable, number, allow, deny;

    static SyntaxColours of(const Theme& theme);
    QList<QColor> all() const {
        return {element, op, key, name, action, resource, text, variable, number, allow, deny};
    }
};

/// Colours JSON and the policy language in it: elements, effects, actions, operators, condition keys, ARNs, variables
/// and wildcards. Each line is coloured alone, as texts in JSON end with their line.
class PolicyHighlighter : public QSyntaxHighlighter {
    Q_OBJECT

public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

protected:
    void highlightBlock(const QString& text) override;

private:
    void colourName(const QString& text, int begin, int end, const SyntaxColours& colours);
    void colourValue(const QString& text, int begin, int end, const SyntaxColours& colours);
    void colourInside(const QString& text, int begin, int end, const SyntaxColours& colours);
};

} // namespace waylight
