// SPDX-License-Identifier: MIT
#include "ui/panels/policy_highlighter.h"

#include "core/policy/operators.h"
#include "ui/panels/look.h"

#include <QApplication>

#include <algorithm>

namespace waylight {
namespace {

bool isElement(QStringView name) {
    static constexpr QLatin1String elements[] = {
        QLatin1String("Version"),      QLatin1String("Id"),        QLatin1String("Statement"),
        QLatin1String("Sid"),          QLatin1String("Effect"),    QLatin1String("Principal"),
        QLatin1String("Action"),       QLatin1String("Resource"),  QLatin1String("Condition"),
        QLatin1String("NotPrincipal"), QLatin1String("NotAction"), QLatin1String("NotResource")};
    return std::find(std::begin(elements), std::end(elements), name) != std::end(elements);
}

/// `service:name`: no ARN, and nothing that actions do not have.
bool isAction(QStringView text) {
    const qsizetype colon = text.indexOf(u':');
    if (colon <= 0 || text.indexOf(u':', colon + 1) >= 0)
        return false;
    return std::all_of(text.begin(), text.end(), [](QChar c) {
        return c.isLetterOrNumber() || c == u'-' || c == u':' || c == u'*' || c == u'?' || c == u'_';
    });
}

/// One behind the closing quote, or the end of the line.
int endOfText(const QString& text, int begin) {
    for (int i = begin + 1; i < text.size(); ++i) {
        if (text[i] == u'\\')
            ++i;
        else if (text[i] == u'"')
            return i + 1;
    }
    return static_cast<int>(text.size());
}

bool isName(const QString& text, int end) {
    while (end < text.size() && text[end].isSpace())
        ++end;
    return end < text.size() && text[end] == u':';
}

QTextCharFormat formatOf(const QColor& colour, bool strong = false) {
    QTextCharFormat format;
    format.setForeground(colour);
    if (strong)
        format.setFontWeight(QFont::Bold);
    return format;
}

} // namespace

SyntaxColours SyntaxColours::of(const Theme& theme) {
    if (theme.dark)
        return {.element = QColor("#8CC8FF"),
                .op = QColor("#D3A6F5"),
                .key = QColor("#5FD0C5"),
                .name = QColor("#C3CEDA"),
                .action = QColor("#FFB27A"),
                .resource = QColor("#B7D98B"),
                .text = QColor("#D5DDE5"),
                .variable = QColor("#FF9BD2"),
                .number = QColor("#F5E663"),
                .allow = QColor("#3FD3A6"),
                .deny = QColor("#FF8A7A")};
    return {.element = QColor("#0B5CAD"),
            .op = QColor("#7A3E9D"),
            .key = QColor("#0E6B74"),
            .name = QColor("#3D4B5A"),
            .action = QColor("#94430A"),
            .resource = QColor("#3F5F12"),
            .text = QColor("#2B3947"),
            .variable = QColor("#A3156B"),
            .number = QColor("#7A5200"),
            .allow = QColor("#00714F"),
            .deny = QColor("#B3261E")};
}

void PolicyHighlighter::colourName(const QString& text, int begin, int end, const SyntaxColours& colours) {
    const QStringView name = QStringView(text).mid(begin + 1, std::max(0, end - begin - 2));
    if (isElement(name))
        setFormat(begin, end - begin, formatOf(colours.element, true));
    else if (name.contains(u':') && !name.startsWith(u"For"))
        setFormat(begin, end - begin, formatOf(colours.key));
    else if (policy::Operator::parse(name.toString().toStdString()))
        setFormat(begin, end - begin, formatOf(colours.op));
    else
        setFormat(begin, end - begin, formatOf(colours.name));
}

void PolicyHighlighter::colourValue(const QString& text, int begin, int end, const SyntaxColours& colours) {
    const bool closed = end - begin > 1 && text[end - 1] == u'"';
    const QStringView value = QStringView(text).mid(begin + 1, std::max(0, end - begin - 1 - (closed ? 1 : 0)));
    QTextCharFormat format = formatOf(colours.text);
    if (value == u"Allow")
        format = formatOf(colours.allow, true);
    else if (value == u"Deny")
        format = formatOf(colours.deny, true);
    else if (value.startsWith(u"arn:"))
        format = formatOf(colours.resource);
    else if (isAction(value))
        format = formatOf(colours.action);
    setFormat(begin, end - begin, format);
    colourInside(text, begin + 1, begin + 1 + static_cast<int>(value.size()), colours);
}

/// Variables and wildcards, which mean something else than they say.
void PolicyHighlighter::colourInside(const QString& text, int begin, int end, const SyntaxColours& colours) {
    for (int i = begin; i < end; ++i) {
        if (text[i] == u'$' && i + 1 < end && text[i + 1] == u'{') {
            const auto close = text.indexOf(u'}', i);
            const int stop = close < 0 || close >= end ? end : static_cast<int>(close) + 1;
            setFormat(i, stop - i, formatOf(colours.variable));
            i = stop - 1;
        } else if (text[i] == u'*' || text[i] == u'?') {
            setFormat(i, 1, formatOf(colours.variable, true));
        }
    }
}

void PolicyHighlighter::highlightBlock(const QString& text) {
    const SyntaxColours colours = SyntaxColours::of(themeOf(QApplication::palette()));
    for (int i = 0; i < text.size(); ++i) {
        if (text[i] == u'"') {
            const int end = endOfText(text, i);
            if (isName(text, end))
                colourName(text, i, end, colours);
            else
                colourValue(text, i, end, colours);
            i = end - 1;
        } else if (text[i].isLetterOrNumber() || text[i] == u'-') {
            int end = i;
            while (end < text.size() && (text[end].isLetterOrNumber() || QStringView(u"+-.").contains(text[end])))
                ++end;
            setFormat(i, end - i, formatOf(colours.number));
            i = end - 1;
        }
    }
}

} // namespace waylight
