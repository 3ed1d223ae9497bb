// SPDX-License-Identifier: MIT
#include "ui/document/document.h"

#include "core/base/message_ids.h"
#include "core/formats/open.h"
#include "core/formats/waylight_file.h"
#include "core/trace/engine.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QUndoCommand>

#include <algorithm>

namespace waylight {

/// The one undo step there is: a patch and its inverse, with the selections on both sides, and the pictures, too, as
/// long as the document has them.
class CommitCommand : public QUndoCommand {
public:
    CommitCommand(Document& document, Patch patch, std::vector<Id> selection, const QString& text, bool isStep)
        : QUndoCommand(text), m_document(document), m_patch(std::move(patch)), m_inverse(inverse(m_patch)),
          m_isStep(isStep) {
        m_before = {document.selection(), document.m_wholePicture};
        m_after.selection = std::move(selection);
        m_age.start();
    }

    void undo() override {
        m_document.apply(applied(m_document.design(), m_inverse), m_inverse, m_before.selection,
                         m_before.picture.lock());
        m_before.picture = m_document.m_wholePicture;
    }
    void redo() override {
        m_document.apply(applied(m_document.design(), m_patch), m_patch, m_after.selection, m_after.picture.lock());
        m_after.picture = m_document.m_wholePicture;
    }

    int id() const override { return m_isStep ? 1 : -1; }
    bool mergeWith(const QUndoCommand* command) override {
        const auto& next = static_cast<const CommitCommand&>(*command);
        if (next.text() != text() || next.m_before.selection != m_after.selection ||
            m_age.elapsed() >= m_document.m_mergeMilliseconds)
            return false;
        // The document is as after `next` already.
        const Design after = m_document.design();
        const Design before = applied(applied(after, next.m_inverse), m_inverse);
        m_patch = diff(before, after);
        m_inverse = inverse(m_patch);
        m_after = next.m_after;
        m_age.restart();
        setObsolete(m_patch.empty());
        return true;
    }

private:
    struct Side {
        std::vector<Id> selection;
        std::weak_ptr<const Picture> picture;
    };
    Document& m_document;
    Patch m_patch;
    Patch m_inverse;
    Side m_before;
    Side m_after;
    bool m_isStep;
    QElapsedTimer m_age; ///< since the last step
};

namespace {

constexpr char fileSuffix[] = ".waylight";
constexpr std::size_t checkedAtOnce = 2000; ///< resources; of more, checking takes longer than a frame

bool isWaylightFile(const QString& path) {
    return path.endsWith(QLatin1String(fileSuffix), Qt::CaseInsensitive);
}

Diagnostic failure(MessageId id, const QString& path, const QString& reason) {
    return {Severity::Error, message(id, reason.toStdString()), path.toStdString(), {}};
}

/// True for whatever can be selected: resources, notes, and the zones and connectors of the picture.
bool isShown(const Design& design, const Picture& picture, const Id& id) {
    if (design.topology.contains(id) || design.notes.contains(id))
        return true;
    if (const PictureBox* box = picture.box(id); box && box->id == id)
        return true;
    const auto& connectors = picture.connectors();
    return std::any_of(connectors.begin(), connectors.end(),
                       [&](const PictureConnector& each) { return each.id == id; });
}

bool changesPicture(const Patch& patch) {
    return !patch.resources.empty() || !patch.notes.empty() || !patch.layout.empty();
}

std::vector<Id> shownOf(const Design& design, const Picture& picture, std::vector<Id> ids) {
    std::erase_if(ids, [&](const Id& id) { return !isShown(design, picture, id); });
    return ids;
}

} // namespace

Document::Document(QObject* parent) : QObject(parent) {
    m_undoStack.setObjectName(QStringLiteral("undoStack"));
    connect(&m_checker, &Checker::checked, this, [this](const Network& network, const std::vector<Finding>& found) {
        m_network = network;
        m_networkIsDue = false;
        m_findings = found;
        m_isChecked = true;
        emit findingsChanged();
    });
}

void Document::commit(Design after, const QString& text, std::optional<std::vector<Id>> select) {
    push(std::move(after), text, std::move(select), false);
}

void Document::commitStep(Design after, const QString& text) {
    push(std::move(after), text, std::nullopt, true);
}

void Document::push(Design after, const QString& text, std::optional<std::vector<Id>> select, bool isStep) {
    Patch patch = diff(m_design, after);
    if (patch.empty()) {
        if (select)
            this->select(std::move(*select));
        return;
    }
    m_undoStack.push(
        new CommitCommand(*this, std::move(patch), select ? std::move(*select) : m_selection, text, isStep));
}

void Document::apply(Design design, const Patch& patch, std::vector<Id> selection, PicturePtr picture) {
    m_design = std::move(design);
    if (changesPicture(patch)) {
        if (!picture)
            picture = std::make_shared<const Picture>(updated(*m_wholePicture, m_design, patch));
        m_earlierPicture = std::exchange(m_wholePicture, std::move(picture));
        showLayers();
    }
    m_networkIsDue |= patch.changesTopology();
    if (patch.changesTopology() || !patch.approvals.empty())
        check();
    selection = shownOf(m_design, *m_picture, std::move(selection));
    const bool selectionDiffers = selection != m_selection;
    m_selection = std::move(selection);
    emit designChanged(patch);
    if (selectionDiffers)
        emit selectionChanged();
    if (patch.changesTopology())
        refreshTrace();
    if (patch.name)
        emit fileChanged();
}

namespace {

std::map<Id, Price> drawnPrices(const Topology& topology, const Picture& picture) {
    std::map<Id, Price> prices;
    for (const auto& [id, price] : pricesOf(topology)) {
        const PictureBox* box = picture.box(id);
        Price& sum = prices[box ? box->id : id];
        sum.perHour += price.perHour;
        sum.perGigabyte += price.perGigabyte;
    }
    return prices;
}

} // namespace

std::map<Id, Price> Document::prices() const {
    return drawnPrices(m_design.topology, wholePicture());
}

void Document::showLayers() {
    if (m_layers.plain()) {
        m_picture = m_wholePicture;
        return;
    }
    std::map<Id, std::string> words;
    if (m_layers.cost)
        for (const auto& [id, price] : prices())
            words.emplace(id, shortText(price));
    m_picture = std::make_shared<const Picture>(withLayers(*m_wholePicture, m_design.topology, m_layers, words));
}

const Network& Document::network() const {
    if (m_networkIsDue)
        m_network = Network::compile(m_design.topology, &m_network);
    m_networkIsDue = false;
    return m_network;
}

void Document::check() {
    m_isChecked = m_design.topology.size() <= checkedAtOnce;
    if (!m_isChecked)
        return m_checker.check(m_design, m_network);
    m_checker.forget();
    m_findings = waylight::findings(m_design, network());
}

void Document::setLayers(const Layers& layers) {
    if (layers == m_layers)
        return;
    m_layers = layers;
    showLayers();
    emit designChanged({});
}

bool Document::isSelected(const Id& id) const {
    return std::find(m_selection.begin(), m_selection.end(), id) != m_selection.end();
}

void Document::select(std::vector<Id> ids) {
    ids = shownOf(m_design, *m_picture, std::move(ids));
    if (ids == m_selection)
        return;
    m_selection = std::move(ids);
    emit selectionChanged();
}

void Document::setRequest(std::optional<Request> request) {
    if (request == m_request)
        return;
    m_request = std::move(request);
    refreshTrace();
}

void Document::refreshTrace() {
    std::optional<Trace> trace;
    if (m_request)
        trace = waylight::trace(network(), *m_request);
    if (trace == m_trace)
        return;
    m_trace = std::move(trace);
    emit traceChanged();
}

void Document::reset(Design design, const QString& path) {
    const Patch patch = diff({}, design);
    m_path = path;
    m_unsavedImport = false;
    m_loadedDesign = {};
    m_loadedBytes.clear();
    m_request.reset();
    m_design = {};
    m_wholePicture = m_picture = std::make_shared<const Picture>();
    m_earlierPicture.reset();
    m_network = {};
    m_networkIsDue = false;
    m_checker.forget();
    m_findings.clear();
    m_isChecked = true;
    apply(std::move(design), patch, {});
    refreshTrace();
    m_undoStack.clear();
    emit fileChanged();
}

Diagnostics Document::open(const QString& path) {
    const bool ours = isWaylightFile(path) && !QFileInfo(path).isDir();
    QByteArray bytes;
    if (ours) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return {failure(MessageId::FileUnreadable, path, file.errorString())};
        bytes = file.readAll();
    }
    const Result<Loaded> loaded =
        ours ? readWaylight({bytes.constData(), static_cast<std::size_t>(bytes.size())}, path.toStdString())
             : openAny(path.toStdString());
    if (!loaded)
        return {loaded.error()};
    reset(loaded->design, ours ? path : QString());
    m_unsavedImport = !ours;
    if (ours) {
        m_loadedDesign = m_design;
        m_loadedBytes = bytes;
    } else {
        emit fileChanged();
    }
    return loaded->diagnostics;
}

Diagnostics Document::save(const QString& path) {
    const bool asItWasRead = !m_loadedBytes.isEmpty() && m_design == m_loadedDesign;
    const QByteArray bytes = asItWasRead ? m_loadedBytes : QByteArray::fromStdString(writeWaylight(m_design));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return {failure(MessageId::FileUnwritable, path, file.errorString())};
    m_loadedDesign = m_design;
    m_loadedBytes = bytes;
    m_path = path;
    m_unsavedImport = false;
    m_undoStack.setClean();
    emit fileChanged();
    return {};
}

QString Document::title() const {
    if (!m_path.isEmpty())
        return QFileInfo(m_path).completeBaseName();
    return m_design.name.empty() ? tr("Untitled") : QString::fromStdString(m_design.name);
}

} // namespace waylight
