// SPDX-License-Identifier: MIT
#pragma once

#include "core/analysis/prices.h"
#include "core/base/diagnostic.h"
#include "core/drawing/layers.h"
#include "core/drawing/picture.h"
#include "core/model/design.h"
#include "core/model/patch.h"
#include "core/network/network.h"
#include "core/trace/trace.h"
#include "ui/document/checker.h"
#include "ui/document/message_text.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

#include <memory>
#include <optional>

namespace waylight {

/// The open design: its value, its history, the selection, and what follows from the value (picture, network, findings
/// and the trace of the current request). Everything that changes a design goes through `commit`.
class Document : public QObject {
    Q_OBJECT

public:
    explicit Document(QObject* parent = nullptr);

    const Design& design() const { return m_design; }
    /// What is shown of the design: everything, or some layers of it.
    const Picture& picture() const { return *m_picture; }
    /// The same, for who needs it longer than until the next change.
    const std::shared_ptr<const Picture>& sharedPicture() const { return m_picture; }
    const Picture& wholePicture() const { return *m_wholePicture; }
    const Layers& layers() const { return m_layers; }
    void setLayers(const Layers& layers);
    /// What each drawn thing costs, with what it stands for.
    std::map<Id, Price> prices() const;
    const Network& network() const;
    /// The findings of the design. A large design is checked beside the window: until `findingsChanged` these are the
    /// findings of an earlier version.
    const std::vector<Finding>& findings() const { return m_findings; }
    bool isChecked() const { return m_isChecked; }
    QUndoStack& undoStack() { return m_undoStack; }

    /// The one way to change the design: one undo step with this text (no step when nothing differs). The selection
    /// after it is `select`, or what is left of the present one.
    void commit(Design after, const QString& text, std::optional<std::vector<Id>> select = std::nullopt);
    /// The same for one of many small steps of one gesture, such as arrow keys: it becomes part of the undo step before
    /// when that is as small a step with the same selection and text and no older than the merge time.
    void commitStep(Design after, const QString& text);
    /// A second from the start; 0: steps stay apart.
    void setMergeTime(int milliseconds) { m_mergeMilliseconds = milliseconds; }

    const std::vector<Id>& selection() const { return m_selection; }
    bool isSelected(const Id& id) const;
    /// Sets the selection; ids that are not in the design are left out.
    void select(std::vector<Id> ids);

    /// The request that the request bar asks. The trace follows every edit.
    const std::optional<Request>& request() const { return m_request; }
    void setRequest(std::optional<Request> request);
    const std::optional<Trace>& trace() const { return m_trace; }

    /// Replaces everything: a new, opened or imported design; clears the history.
    void reset(Design design, const QString& path);
    /// Opens any format that core/formats reads. On errors the document is unchanged; warnings are returned as well.
    Diagnostics open(const QString& path);
    /// Saves atomically as .waylight; a design that is as it was read is written back byte for byte.
    Diagnostics save(const QString& path);

    /// Empty for a design that has not been saved as a .waylight file.
    const QString& path() const { return m_path; }
    /// The file's base name, the design's name, or "Untitled".
    QString title() const;
    bool isModified() const { return !m_undoStack.isClean() || m_unsavedImport; }

signals:
    void designChanged(const waylight::Patch& patch);
    void findingsChanged(); ///< the findings of a large design have come
    void selectionChanged();
    void traceChanged();
    void fileChanged(); ///< path or title

private:
    friend class CommitCommand;
    using PicturePtr = std::shared_ptr<const Picture>;
    void push(Design after, const QString& text, std::optional<std::vector<Id>> select, bool isStep);
    /// `picture`: that of the design when it is known; null: it is drawn.
    void apply(Design design, const Patch& patch, std::vector<Id> selection, PicturePtr picture = {});
    void showLayers();
    void check();
    void refreshTrace();

    Design m_design;
    PicturePtr m_wholePicture = std::make_shared<const Picture>();
    PicturePtr m_picture = m_wholePicture; ///< without the layers that are off
    PicturePtr m_earlierPicture;           ///< the whole picture before the latest change: undo brings it back
    Layers m_layers;
    mutable Network m_network;
    mutable bool m_networkIsDue = false;
    std::vector<Finding> m_findings;
    bool m_isChecked = true;
    Checker m_checker;
    QUndoStack m_undoStack;
    std::vector<Id> m_selection;
    std::optional<Request> m_request;
    std::optional<Trace> m_trace;
    QString m_path;
    bool m_unsavedImport = false;
    int m_mergeMilliseconds = 1000;
    Design m_loadedDesign;    ///< as read …
    QByteArray m_loadedBytes; ///< … from these bytes, to write them back when nothing changed
};

} // namespace waylight
