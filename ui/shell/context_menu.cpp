// SPDX-License-Identifier: MIT
#include "ui/shell/context_menu.h"

#include "core/edit/edits.h"
#include "core/trace/question.h"
#include "ui/canvas/canvas_commands.h"
#include "ui/panels/look.h"
#include "ui/panels/request_bar.h"
#include "ui/shell/main_window.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>

#include <algorithm>
#include <initializer_list>

namespace waylight {
namespace {

class Builder {
    Q_DECLARE_TR_FUNCTIONS(ContextMenu)

public:
    Builder(MainWindow& window, QPoint at)
        : m_window(window), m_canvas(window.canvas()),
          m_scene(m_canvas.mapToScene(m_canvas.viewport()->mapFromGlobal(at))), m_menu(new QMenu(&m_canvas)) {
        m_menu->setObjectName(QStringLiteral("menu.context"));
        m_menu->setAccessibleName(tr("What can be done here"));
        m_menu->setAttribute(Qt::WA_DeleteOnClose);
        m_canvas.holdPointer(m_scene);
        QObject::connect(m_menu, &QObject::destroyed, &m_canvas, [canvas = &m_canvas] { canvas->holdPointer({}); });
    }

    QMenu* forCanvas() {
        addHere({});
        commands({"edit.paste"});
        m_menu->addSeparator();
        commands({"edit.select-all", "edit.tidy", "view.fit"});
        return m_menu;
    }

    QMenu* forConnector(const PictureConnector& connector) {
        for (const Id& end : {connector.from, connector.to})
            own(QStringLiteral("goto.") + qString(end), tr("Go to %1").arg(nameOf(end)), "",
                [canvas = &m_canvas, end] { canvas->reveal(end); });
        m_menu->addSeparator();
        commands({"edit.delete"});
        return m_menu;
    }

    QMenu* forElement(const Id& id) {
        const bool single = m_window.document().selection().size() == 1;
        if (single) {
            commands({"edit.rename"});
            own(QStringLiteral("connect"), tr("Connect to…"), "connect",
                [canvas = &m_canvas, id] { canvas->startConnecting(id); });
            addQuestions(id);
            addHere(id);
            m_menu->addSeparator();
        }
        commands({"edit.cut", "edit.copy", "edit.paste", "edit.duplicate", "edit.delete"});
        m_menu->addSeparator();
        if (!single) {
            commands({"arrange.left", "arrange.centre", "arrange.right", "arrange.top", "arrange.middle",
                      "arrange.bottom", "arrange.across", "arrange.down"});
            m_menu->addSeparator();
        }
        commands({"edit.select-content", "arrange.tidy-selection", "arrange.wrap"});
        if (single)
            commands({"help.element"});
        return m_menu;
    }

private:
    /// Commands of the table that are possible now.
    void commands(std::initializer_list<const char*> ids) {
        for (const char* id : ids)
            if (auto* action = m_window.findChild<QAction*>(QStringLiteral("action.") + QLatin1String(id));
                action && action->isEnabled())
                m_menu->addAction(action);
    }

    template <class Run>
    QAction* own(const QString& name, const QString& text, const QString& iconName, Run run, QMenu* menu = nullptr) {
        QAction* action = (menu ? menu : m_menu)->addAction(text);
        action->setObjectName(QStringLiteral("context.") + name);
        if (!iconName.isEmpty())
            action->setIcon(icon(iconName));
        QObject::connect(action, &QAction::triggered, &m_canvas, run);
        return action;
    }

    QString nameOf(const Id& id) const {
        const ResourcePtr resource = m_window.document().design().topology.find(id);
        return qString(resource ? displayName(base(*resource)) : id);
    }

    void addQuestions(const Id& id) {
        const ResourcePtr resource = m_window.document().design().topology.find(id);
        if (resource && canAsk(resource->index()))
            own(QStringLiteral("ask-from"), tr("Ask a request from here…"), "request",
                [bar = &m_window.requestBar(), id] { bar->take(id, true); });
        if (resource && canAnswer(resource->index()))
            own(QStringLiteral("ask-to"), tr("Ask a request to here"), "",
                [bar = &m_window.requestBar(), id] { bar->take(id, false); });
    }

    /// What the container at the pointer accepts; at an instance, what is put on it.
    void addHere(const Id& id) {
        const Design& design = m_window.document().design();
        const PictureBox* box = m_window.document().picture().box(id);
        const bool onSymbol = box && box->role == BoxRole::Symbol;
        const Id container = m_canvas.containerAt(m_scene);
        QMenu* menu = nullptr;
        for (Kind kind = 0; kind < kindCount; ++kind) {
            const bool goesOnSymbols = kind == kindOf<ElasticIp>;
            if (!edit::isPlaceable(kind) || goesOnSymbols != onSymbol ||
                !edit::previewPlace(design, kind, onSymbol ? id : container).accepted)
                continue;
            if (!menu) {
                menu = m_menu->addMenu(icon(QStringLiteral("add")), tr("Add here"));
                menu->setObjectName(QStringLiteral("menu.context.add"));
            }
            own(
                QStringLiteral("add.") + qString(typeInfo(kind).name), qString(typeInfo(kind).label),
                qString(typeInfo(kind).name), [canvas = &m_canvas, kind, at = m_scene] { canvas->place(kind, at); },
                menu);
        }
    }

    MainWindow& m_window;
    CanvasView& m_canvas;
    QPointF m_scene;
    QMenu* m_menu;
};

} // namespace

void showContextMenu(MainWindow& window, const Id& id, const QPoint& at) {
    const auto& connectors = window.document().picture().connectors();
    const auto connector =
        std::find_if(connectors.begin(), connectors.end(), [&](const PictureConnector& each) { return each.id == id; });
    Builder builder(window, at);
    QMenu* menu = id.empty()                      ? builder.forCanvas()
                  : connector != connectors.end() ? builder.forConnector(*connector)
                                                  : builder.forElement(id);
    menu->popup(at);
}

} // namespace waylight
