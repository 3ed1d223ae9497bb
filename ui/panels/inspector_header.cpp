// SPDX-License-Identifier: MIT
#include "ui/panels/inspector_header.h"

#include "core/formats/origin.h"
#include "ui/panels/look.h"

#include <QCoreApplication>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace waylight {
namespace {

constexpr int headerIcon = 32;
constexpr std::size_t mostIcons = 4;

QString tr(const char* text) {
    return QCoreApplication::translate("inspector", text);
}

QLabel* iconLabel(const TypeInfo& info, int size, QWidget* parent) {
    auto* picture = new QLabel(parent);
    picture->setPixmap(icon(qString(info.name)).pixmap(QSize(size, size), parent->devicePixelRatioF()));
    return picture;
}

QLabel* titleLabel(const QString& text, qreal scale, QWidget* parent) {
    QLabel* title = wrappingLabel(text, parent);
    QFont font = title->font();
    font.setWeight(QFont::DemiBold);
    font.setPointSizeF(font.pointSizeF() * scale);
    title->setFont(font);
    return title;
}

std::vector<std::pair<Kind, int>> kindsIn(const Topology& topology, const std::vector<Id>& ids) {
    std::vector<std::pair<Kind, int>> kinds;
    for (const Id& id : ids) {
        const ResourcePtr resource = topology.find(id);
        if (!resource)
            continue;
        const auto at =
            std::find_if(kinds.begin(), kinds.end(), [&](const auto& each) { return each.first == resource->index(); });
        if (at == kinds.end())
            kinds.emplace_back(resource->index(), 1);
        else
            ++at->second;
    }
    return kinds;
}

/// "route table", but "VPC" and "IAM role".
QString inSentence(std::string_view label) {
    QString text = qString(label);
    if (text.size() > 1 && text[1].isLower())
        text[0] = text[0].toLower();
    return text;
}

} // namespace

QWidget* makeHeader(const ResourceBase& common, const TypeInfo& info, bool isPart, QWidget* parent) {
    auto* header = new QWidget(parent);
    QLabel* picture = iconLabel(info, isPart ? headerIcon * 3 / 4 : headerIcon, header);
    QLabel* name = titleLabel(qString(displayName(common)), isPart ? 1.0 : 1.2, header);
    QString about = QStringLiteral("%1 · %2").arg(qString(info.label), qString(common.id));
    if (const int line = originOf(common).line; line > 0) // of the template that was opened
        about += tr(" · line %1").arg(line);
    QLabel* id = hintLabel(about, header);
    id->setTextInteractionFlags(Qt::TextSelectableByMouse);
    id->setToolTip(qString(info.help));
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(name);
    words->addWidget(id);
    auto* layout = new QHBoxLayout(header);
    layout->setContentsMargins({});
    layout->addWidget(picture, 0, Qt::AlignTop);
    layout->addLayout(words, 1);
    return header;
}

QString countedKinds(const Topology& topology, const std::vector<Id>& ids) {
    QStringList words;
    for (const auto& [kind, count] : kindsIn(topology, ids)) {
        const QString label = inSentence(typeInfo(kind).label);
        words << (count == 1 ? tr("%1 %2") : tr("%1 %2s")).arg(count).arg(label);
    }
    return words.join(QStringLiteral(", "));
}

QWidget* makeSelectionHeader(const Topology& topology, const std::vector<Id>& ids, QWidget* parent) {
    auto* header = new QWidget(parent);
    auto* layout = new QVBoxLayout(header);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    auto* icons = new QHBoxLayout;
    const auto kinds = kindsIn(topology, ids);
    for (std::size_t i = 0; i < std::min(kinds.size(), mostIcons); ++i)
        icons->addWidget(iconLabel(typeInfo(kinds[i].first), headerIcon * 3 / 4, header));
    icons->addStretch();
    layout->addLayout(icons);
    layout->addWidget(named(titleLabel(countedKinds(topology, ids), 1.1, header), QStringLiteral("inspector.selection"),
                            tr("What is selected")));
    layout->addWidget(
        hintLabel(tr("These fields are common to all of them. A change sets all of them in one step."), header));
    return header;
}

void addEmptyState(QVBoxLayout& form) {
    QWidget* page = form.parentWidget();
    form.addWidget(titleLabel(tr("Select something"), 1.1, page));
    form.addWidget(hintLabel(tr("Click an element on the canvas to see and edit what it is.\n\n"
                                "Shift+click adds to the selection, and dragging over empty canvas selects an area: "
                                "what several elements have in common is edited for all of them at once.\n\n"
                                "Drag from the palette to place something new.\n\n"
                                "F1 in a field says what it is for. Press ? for all shortcuts."),
                             page));
}

} // namespace waylight
