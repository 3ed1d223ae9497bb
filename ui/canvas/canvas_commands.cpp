// SPDX-License-Identifier: MIT
#include "ui/canvas/canvas_commands.h"

#include "core/drawing/layout.h"
#include "core/edit/paste.h"
#include "core/edit/rename.h"
#include "core/edit/tidy.h"
#include "core/edit/wrap.h"
#include "ui/canvas/canvas_tool.h"

#include <QApplication>
#include <QClipboard>
#include <QMimeData>

#include <algorithm>

namespace waylight {
namespace {

QString nameOf(const Design& design, const Id& id) {
    const auto zone = parsedZoneId(id);
    if (const Note* note = design.notes.find(id))
        return shortName(*note);
    const std::string name = edit::shownName(design, id);
    return QString::fromStdString(!name.empty() ? name : zone ? zone->availabilityZone : id);
}

QString whatOf(const Design& design, const std::vector<Id>& ids) {
    return ids.size() == 1 ? nameOf(design, ids.front()) : CanvasView::tr("%1 elements").arg(ids.size());
}

QPointF middleOf(const CanvasView& view) {
    return view.mapToScene(view.viewport()->rect().center());
}

QPointF cornerOf(CanvasView& view, const Id& id) {
    const PictureBox* box = view.document().picture().box(id);
    return box ? QPointF(box->rect.x, box->rect.y) : middleOf(view);
}

QPointF placeOfSelection(CanvasView& view) {
    const auto ids = selectedBoxes(view);
    return ids.empty() ? middleOf(view) : cornerOf(view, ids.front());
}

struct Destination {
    Id container;
    QPointF position;
};

Destination destination(CanvasView& view) {
    if (const auto at = view.pointer())
        return {view.containerAt(*at), *at};
    constexpr int inset = 40, beside = 24;
    const auto ids = selectedBoxes(view);
    if (ids.size() != 1)
        return {view.containerAt(middleOf(view)), middleOf(view)};
    const PictureBox* box = view.document().picture().box(ids.front());
    const QPointF corner(box->rect.x, box->rect.y);
    if (isContainer(box->role))
        return {box->id, corner + QPointF(inset, inset)};
    return {parentOf(view.document().design().topology, box->id), corner + QPointF(beside, beside)};
}

/// What could not be kept, if anything.
void tellLost(CanvasView& view, QPointF at, const std::vector<edit::LostReference>& lost) {
    if (lost.empty())
        return;
    constexpr std::size_t most = 4;
    QStringList lines;
    for (std::size_t i = 0; i < std::min(lost.size(), most); ++i)
        lines << QStringLiteral("%1 → %2").arg(QString::fromStdString(lost[i].from),
                                               QString::fromStdString(lost[i].to));
    if (lost.size() > most)
        lines << CanvasView::tr("and %1 more").arg(lost.size() - most);
    view.notify(
        at,
        CanvasView::tr("Not kept, because it is not here or in another VPC: %1").arg(lines.join(QStringLiteral(", "))),
        false);
}

void commit(CanvasView& view, edit::Pasted pasted, const QString& verb, QPointF at) {
    const QString text = verb.arg(whatOf(pasted.design, pasted.ids));
    view.document().commit(std::move(pasted.design), text, std::move(pasted.ids));
    tellLost(view, at, pasted.lost);
}

QString inWords(const Diagnostic& diagnostic) {
    const QString words = text(diagnostic.message);
    return diagnostic.pointer.empty() ? words
                                      : QStringLiteral("%1: %2").arg(QString::fromStdString(diagnostic.pointer), words);
}

} // namespace

std::vector<Id> selectedBoxes(CanvasView& view) {
    std::vector<Id> ids;
    for (const Id& id : view.document().selection())
        if (const PictureBox* box = view.document().picture().box(id); box && box->id == id)
            ids.push_back(id);
    return ids;
}

bool copySelection(CanvasView& view) {
    Design part = edit::copied(view.document().design(), selectedBoxes(view));
    if (part.topology.size() == 0 && part.notes.empty())
        return false;
    QApplication::clipboard()->setMimeData(clipboardData(std::move(part)));
    return true;
}

void copyPicture(CanvasView& view, CopiedPicture kind) {
    const Document& document = view.document();
    if (const auto ids = selectedBoxes(view); !ids.empty()) {
        QApplication::clipboard()->setMimeData(clipboardPicture(draw(edit::copied(document.design(), ids)), {}, kind));
        return;
    }
    Overlay overlay;
    overlay.trace = document.trace() ? &*document.trace() : nullptr;
    QApplication::clipboard()->setMimeData(clipboardPicture(document.picture(), overlay, kind));
}

void cutSelection(CanvasView& view) {
    const auto ids = selectedBoxes(view);
    if (!copySelection(view))
        return;
    const Design& design = view.document().design();
    const QString text = CanvasView::tr("Cut %1").arg(whatOf(design, ids));
    view.document().commit(edit::removed(design, ids), text, std::vector<Id>());
}

void pasteClipboard(CanvasView& view) {
    const auto [container, position] = destination(view);
    const QMimeData* data = QApplication::clipboard()->mimeData();
    if (!canPaste(data))
        return view.notify(position, CanvasView::tr("There is nothing on the clipboard that could be pasted."), true);
    const Result<Loaded> part = clipboardPart(data);
    if (!part)
        return view.notify(position, inWords(part.error()), true);
    const auto error = std::find_if(part->diagnostics.begin(), part->diagnostics.end(),
                                    [](const Diagnostic& each) { return each.severity == Severity::Error; });
    if (error != part->diagnostics.end())
        return view.notify(position, inWords(*error), true);
    auto pasted =
        edit::pasted(view.document().design(), part->design, container, {qRound(position.x()), qRound(position.y())});
    if (!pasted)
        return view.notify(position, inWords(pasted.error()), true);
    commit(view, *std::move(pasted), CanvasView::tr("Paste %1"), position);
}

void duplicateSelection(CanvasView& view) {
    const auto ids = selectedBoxes(view);
    if (ids.empty())
        return;
    const QPointF at = placeOfSelection(view);
    auto pasted = edit::duplicated(view.document().design(), ids);
    if (!pasted)
        return view.notify(at, inWords(pasted.error()), true);
    if (!pasted->ids.empty())
        commit(view, *std::move(pasted), CanvasView::tr("Duplicate %1"), at);
}

void alignSelection(CanvasView& view, edit::Alignment alignment) {
    const auto ids = selectedBoxes(view);
    const Design& design = view.document().design();
    view.document().commit(edit::aligned(design, ids, alignment), CanvasView::tr("Align %1").arg(whatOf(design, ids)));
}

void distributeSelection(CanvasView& view, edit::Direction direction) {
    const auto ids = selectedBoxes(view);
    const Design& design = view.document().design();
    view.document().commit(edit::distributed(design, ids, direction),
                           CanvasView::tr("Distribute %1").arg(whatOf(design, ids)));
}

void tidySelection(CanvasView& view) {
    const auto ids = selectedBoxes(view);
    if (ids.empty())
        return;
    const Design& design = view.document().design();
    Design before = design;
    before.layout = completedLayout(design);
    Design after = edit::tidied(design, ids);
    if (diff(before, after).empty())
        return view.notify(placeOfSelection(view),
                           CanvasView::tr("This is tidy already. Select a container, or several things beside each "
                                          "other."),
                           false);
    const QString text = CanvasView::tr("Tidy %1").arg(whatOf(design, ids));
    view.document().commit(std::move(after), text);
}

void wrapSelection(CanvasView& view) {
    const auto ids = selectedBoxes(view);
    if (ids.empty())
        return;
    const Design& design = view.document().design();
    auto wrapped = edit::wrapped(design, ids);
    if (!wrapped)
        return view.notify(placeOfSelection(view), inWords(wrapped.error()), true);
    const QString text = CanvasView::tr("Wrap %1 in %2").arg(whatOf(design, ids), nameOf(wrapped->design, wrapped->id));
    view.document().commit(std::move(wrapped->design), text, std::vector<Id>{wrapped->id});
}

void renameSelected(CanvasView& view) {
    if (const auto ids = selectedBoxes(view); ids.size() == 1)
        view.startRenaming(ids.front());
}

namespace {

std::vector<Id> contentOf(CanvasView& view) {
    const auto& boxes = view.document().picture().boxes();
    std::vector<Id> ids;
    for (const PictureBox& box : boxes)
        if (box.parent >= 0 && view.document().isSelected(boxes[static_cast<std::size_t>(box.parent)].id))
            ids.push_back(box.id);
    return ids;
}

} // namespace

void selectContent(CanvasView& view) {
    if (auto ids = contentOf(view); !ids.empty())
        view.document().select(std::move(ids));
}

bool hasContent(CanvasView& view) {
    return !contentOf(view).empty();
}

} // namespace waylight
