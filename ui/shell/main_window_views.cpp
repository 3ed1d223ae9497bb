// SPDX-License-Identifier: MIT
// The part of the main window that lets the user find things and get about.
#include "ui/canvas/canvas_view.h"
#include "ui/canvas/found_marks.h"
#include "ui/canvas/problem_marks.h"
#include "ui/panels/find_bar.h"
#include "ui/panels/inspector_panel.h"
#include "ui/panels/look.h"
#include "ui/panels/minimap.h"
#include "ui/panels/outline_panel.h"
#include "ui/panels/problems_panel.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QScrollBar>
#include <QStatusBar>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>
#include <QUndoView>

#include <functional>
#include <set>

namespace waylight {
namespace {

constexpr double readableZoom = 0.6;
constexpr int minimapHeight = 170;
constexpr int leftWidth = 264;
constexpr int rightWidth = 340;
constexpr int bottomHeight = 270;

QRectF rectOf(const PictureBox& box) {
    return QRectF(box.rect.x, box.rect.y, box.rect.width, box.rect.height);
}

QRectF visibleArea(const CanvasView& canvas) {
    return canvas.mapToScene(canvas.viewport()->rect()).boundingRect();
}

/// Calls back when a widget gets an event of one type.
class EventWatch : public QObject {
public:
    EventWatch(QWidget* watched, QEvent::Type type, std::function<void()> happened)
        : QObject(watched), m_type(type), m_happened(std::move(happened)) {
        watched->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == m_type)
            m_happened();
        return QObject::eventFilter(watched, event);
    }

private:
    QEvent::Type m_type;
    std::function<void()> m_happened;
};

} // namespace

void MainWindow::buildViews() {
    m_outline = named(new OutlinePanel(m_document, this), QStringLiteral("outline"), tr("Outline"));
    QDockWidget* outline = addDock(QStringLiteral("outline"), tr("Outline"), Qt::LeftDockWidgetArea, m_outline);
    m_minimap = named(new Minimap(m_document, this), QStringLiteral("minimap"), tr("Map"));
    QDockWidget* map = addDock(QStringLiteral("minimap"), tr("Map"), Qt::LeftDockWidgetArea, m_minimap);
    // In this order: what is in tabs already can no longer be split.
    splitDockWidget(m_paletteDock, map, Qt::Vertical);
    tabifyDockWidget(m_paletteDock, outline);
    setTabPosition(Qt::LeftDockWidgetArea, QTabWidget::North);
    m_paletteDock->raise();

    auto* history = named(new QUndoView(&m_document.undoStack(), this), QStringLiteral("history.list"), tr("History"));
    history->setEmptyLabel(tr("As it was opened"));
    history->setCleanIcon(icon(QStringLiteral("save")));
    history->setFrameShape(QFrame::NoFrame);
    QDockWidget* dock = addDock(QStringLiteral("history"), tr("History"), Qt::BottomDockWidgetArea, history);
    tabifyDockWidget(m_problemsDock, dock);
    m_traceDock->raise();
    // Each new dock lays its area out anew, so the sizes come last.
    auto* inspector = findChild<QDockWidget*>(QStringLiteral("dock.inspector"));
    resizeDocks({m_paletteDock, map, inspector}, {leftWidth, leftWidth, rightWidth}, Qt::Horizontal);
    resizeDocks({m_traceDock, map}, {bottomHeight, minimapHeight}, Qt::Vertical);

    setDockOptions(dockOptions() | GroupedDragging); // tabs have no title bar to be dragged by
    for (QDockWidget* each : m_docks)
        for (const auto signal : {&QDockWidget::topLevelChanged, &QDockWidget::visibilityChanged})
            connect(each, signal, this, &MainWindow::refreshTitleBars, Qt::QueuedConnection);
    refreshTitleBars();
    m_commandPalette = new CommandPalette(*this);
    m_foundMarks = new FoundMarks(*m_canvas);
}

void MainWindow::refreshTitleBars() {
    for (QDockWidget* dock : m_docks) {
        const bool inTabs = !dock->isFloating() && !tabifiedDockWidgets(dock).isEmpty();
        if (inTabs == (dock->titleBarWidget() != nullptr))
            continue;
        QWidget* before = dock->titleBarWidget();
        dock->setTitleBarWidget(inTabs ? new QWidget(dock) : nullptr);
        delete before;
    }
}

void MainWindow::buildLayerButtons() {
    auto* bar = named(new QWidget(this), QStringLiteral("status.layers"), tr("Layers"));
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins({});
    row->setSpacing(0);
    for (const char* layer : {"routing", "security", "policies", "labels", "cost"}) {
        auto* action = findChild<QAction*>(QStringLiteral("action.view.layer-") + QLatin1String(layer));
        auto* button = named(new QToolButton(bar), QStringLiteral("layers.") + QLatin1String(layer),
                             action->text().remove(QLatin1Char('&')));
        action->setToolTip(tr("Show or hide: %1").arg(button->accessibleName()));
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setIconSize({16, 16});
        row->addWidget(button);
    }
    statusBar()->addPermanentWidget(bar);
}

void MainWindow::connectViews() {
    connect(m_outline, &OutlinePanel::shown, this, [this](const QString& id) { bringIntoView(id.toStdString()); });
    connect(m_outline, &OutlinePanel::activated, this, [this](const QString& id) {
        locate(id.toStdString());
        m_properties->setCurrentWidget(m_inspector);
        m_inspector->setFocus();
    });
    connect(m_outline, &OutlinePanel::removeRequested, m_canvas, &CanvasView::removeSelection);
    const auto listProblems = [this] {
        m_problemsDock->show();
        m_problemsDock->raise();
    };
    m_problemCounts->setCursor(Qt::PointingHandCursor);
    m_problemCounts->setToolTip(tr("Click to list them. F8 goes from one to the next."));
    new EventWatch(m_problemCounts, QEvent::MouseButtonRelease, listProblems);
    const auto* marks = new ProblemMarks(*m_canvas);
    connect(marks, &ProblemMarks::clicked, this, [this, listProblems](const QString& resource) {
        listProblems();
        m_problems->showProblemsOf(resource.toStdString());
    });
    connect(&m_document, &Document::selectionChanged, this, &MainWindow::refreshElementCount);
    connectMinimap();
    connectFindBar();
}

void MainWindow::connectMinimap() {
    const auto moved = [this] { m_minimap->setVisibleArea(visibleArea(*m_canvas)); };
    connect(m_canvas->horizontalScrollBar(), &QScrollBar::valueChanged, m_minimap, moved);
    connect(m_canvas->verticalScrollBar(), &QScrollBar::valueChanged, m_minimap, moved);
    connect(m_canvas, &CanvasView::zoomChanged, m_minimap, moved);
    new EventWatch(m_canvas->viewport(), QEvent::Resize, moved);
    connect(m_minimap, &Minimap::centreRequested, m_canvas, [this](QPointF point) { m_canvas->centerOn(point); });
    connect(m_minimap, &Minimap::zoomRequested, m_canvas,
            [this](double factor) { m_canvas->zoomTo(m_canvas->zoom() * factor); });
}

void MainWindow::connectFindBar() {
    connect(m_findBar, &FindBar::hitsChanged, this, [this] {
        std::set<Id> ids;
        for (const Hit& hit : m_findBar->hits())
            ids.insert(hit.resource);
        const Hit* current = m_findBar->current();
        m_foundMarks->mark(std::move(ids), current ? current->resource : Id());
    });
    connect(m_findBar, &FindBar::shown, this, [this](const QString& id) { bringIntoView(id.toStdString()); });
    connect(m_findBar, &FindBar::closed, this, [this] { m_canvas->setFocus(); });
    connect(m_findBar, &FindBar::revealRequested, this, [this](const QString& resource, const QString& pointer) {
        const QPointer<QWidget> typing = QApplication::focusWidget();
        locate(resource.toStdString());
        reveal(resource, pointer);
        bringIntoView(resource.toStdString());
        if (!typing || !m_findBar->isAncestorOf(typing))
            return;
        // Panels that show the place take the focus, some of them a moment later.
        typing->setFocus();
        QTimer::singleShot(0, typing, qOverload<>(&QWidget::setFocus));
    });
}

void MainWindow::setLayers(const Layers& layers) {
    m_settings.setLayers(layers);
    m_document.setLayers(layers);
    refreshActions();
}

void MainWindow::bringIntoView(const Id& id) {
    if (!m_document.picture().box(id) && m_document.wholePicture().box(id))
        setLayers({.cost = m_document.layers().cost});
    const PictureBox* box = m_document.picture().box(id);
    if (!box)
        return;
    const QRectF rect = rectOf(*box);
    const QRectF seen = visibleArea(*m_canvas);
    const bool container = isContainer(box->role);
    if (seen.contains(rect) && (container || m_canvas->zoom() >= readableZoom))
        return;
    if (!container && m_canvas->zoom() < readableZoom)
        m_canvas->zoomTo(1);
    const QSizeF room = visibleArea(*m_canvas).size();
    if (container && (rect.width() > room.width() || rect.height() > room.height()))
        m_canvas->zoomTo(m_canvas->zoom() *
                         std::min(room.width() / (rect.width() + 80), room.height() / (rect.height() + 80)));
    m_canvas->centerOn(rect.center());
}

void MainWindow::locate(const Id& id) {
    bringIntoView(id);
    m_document.select({id});
    if (const PictureBox* box = m_document.picture().box(id)) {
        if (box->id != id && !m_inspector->isShown(id))
            m_document.select({box->id});
        m_canvas->centerOn(rectOf(*box).center());
    }
    m_canvas->setFocus();
}

void MainWindow::showProblem(int finding) {
    m_problemsDock->show();
    m_problemsDock->raise();
    m_problems->showProblem(finding);
}

void MainWindow::refreshElementCount() {
    const bool shown = isDesigning();
    m_elements->setVisible(shown);
    const auto count = static_cast<int>(m_document.design().topology.size());
    const auto selected = static_cast<int>(m_document.selection().size());
    const QString all = count == 1 ? tr("1 element") : tr("%1 elements").arg(count);
    m_elements->setText(selected == 0 ? all : tr("%1, %2 selected").arg(all).arg(selected));
}

void MainWindow::refreshCosts() {
    m_costs->setVisible(isDesigning() && m_document.layers().cost);
    if (!m_costs->isVisibleTo(this))
        return;
    double perHour = 0;
    for (const auto& [id, price] : m_document.prices())
        perHour += price.perHour;
    m_costs->setText(tr("$%1 a month").arg(perHour * hoursOfMonth, 0, 'f', 2));
    m_costs->setToolTip(tr("What is paid by the hour, at list price in us-east-1 and %1 hours a month: NAT gateways, "
                           "interface endpoints, transit gateway attachments and public addresses. Traffic comes on "
                           "top; instances, load balancers and storage are not counted.")
                            .arg(hoursOfMonth));
}

} // namespace waylight
