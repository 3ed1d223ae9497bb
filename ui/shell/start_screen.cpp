// SPDX-License-Identifier: MIT
#include "ui/shell/start_screen.h"

#include "ui/panels/look.h"
#include "ui/shell/flow_layout.h"
#include "ui/shell/template_card.h"

#include <QCommandLinkButton>
#include <QFileInfo>
#include <QLabel>
#include <QVBoxLayout>

namespace waylight {
namespace {

constexpr int columnWidth = 964; ///< three cards and the gaps between them
constexpr int gap = 16;

QLabel* makeTitle(const QString& text, double scale, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * scale);
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label;
}

QCommandLinkButton* makeLink(const QString& iconName, const QString& name, const QString& text,
                             const QString& description, QWidget* parent) {
    auto* button = named(new QCommandLinkButton(text, description, parent), name, text);
    button->setIcon(icon(iconName));
    button->setIconSize({24, 24});
    button->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    button->setFixedHeight(54);
    button->setAccessibleDescription(description);
    return button;
}

} // namespace

StartScreen::StartScreen(QWidget* parent) : QScrollArea(parent) {
    setWidgetResizable(true);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* page = new QWidget(this);
    auto* inner = new QWidget(page);
    inner->setMaximumWidth(columnWidth);
    auto* column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 32, 0, 32);
    column->setSpacing(gap);
    addHeading(*column);
    addBeginnings(*column);
    addTemplates(*column);
    column->addStretch();
    auto* outer = new QHBoxLayout(page);
    outer->setContentsMargins(24, 0, 24, 0);
    outer->addStretch(1);
    outer->addWidget(inner, 1000);
    outer->addStretch(1);
    setWidget(page);
}

void StartScreen::addHeading(QVBoxLayout& column) {
    QWidget* page = column.parentWidget();
    auto* mark = new QLabel(page);
    mark->setPixmap(icon(QStringLiteral("waylight")).pixmap(QSize(48, 48), devicePixelRatioF()));
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(makeTitle(tr("Waylight"), 2.0, page));
    words->addWidget(hintLabel(tr("Draw a VPC, ask whether a request arrives, and see the rule that stops it."), page));
    auto* row = new QHBoxLayout;
    row->setSpacing(gap);
    row->addWidget(mark, 0, Qt::AlignVCenter);
    row->addLayout(words, 1);
    column.addLayout(row);
}

void StartScreen::addBeginnings(QVBoxLayout& column) {
    QWidget* page = column.parentWidget();
    auto* left = new QVBoxLayout;
    auto* fresh = makeLink(QStringLiteral("new"), QStringLiteral("start.new"), tr("New empty design"),
                           tr("Draw from nothing."), page);
    auto* file =
        makeLink(QStringLiteral("open"), QStringLiteral("start.open"), tr("Open file…"),
                 tr("A design, a CloudFormation template, a Terraform plan or state, or describe output."), page);
    auto* folder =
        makeLink(QStringLiteral("open"), QStringLiteral("start.open-folder"), tr("Open folder of AWS describe output…"),
                 tr("One JSON file for each describe call."), page);
    auto* account = makeLink(QStringLiteral("account"), QStringLiteral("start.import"), tr("Import from AWS account…"),
                             tr("With the AWS CLI of this machine, which only reads."), page);
    connect(fresh, &QAbstractButton::clicked, this, &StartScreen::newRequested);
    connect(file, &QAbstractButton::clicked, this, &StartScreen::fileRequested);
    connect(folder, &QAbstractButton::clicked, this, &StartScreen::folderRequested);
    connect(account, &QAbstractButton::clicked, this, &StartScreen::accountRequested);
    left->setSpacing(0);
    left->addWidget(fresh);
    left->addWidget(file);
    left->addWidget(folder);
    left->addWidget(account);
    left->addStretch();

    m_recent = new QWidget(page);
    auto* right = new QVBoxLayout(m_recent);
    right->setContentsMargins({});
    right->addWidget(makeTitle(tr("Recent"), 1.2, m_recent));
    m_recentList = new QVBoxLayout;
    m_recentList->setSpacing(0);
    right->addLayout(m_recentList);
    right->addStretch();
    m_recent->hide();

    auto* row = new QHBoxLayout;
    row->setSpacing(2 * gap);
    row->addLayout(left, 1);
    row->addWidget(m_recent, 1);
    column.addLayout(row);
}

void StartScreen::addTemplates(QVBoxLayout& column) {
    QWidget* page = column.parentWidget();
    FlowLayout* flow = nullptr;
    std::optional<std::pair<bool, bool>> group;
    for (const Template& each : templates()) {
        if (const std::pair own(each.broken, each.guarded); group != own) {
            group = own;
            column.addWidget(makeTitle(each.guarded  ? tr("Guard rails and keys")
                                       : each.broken ? tr("Classic mistakes")
                                                     : tr("Start from a design that works"),
                                       1.2, page));
            if (each.guarded)
                column.addWidget(hintLabel(
                    tr("What an organization, an account or a key adds to the policies. A fix that opens one of these "
                       "says so."),
                    page));
            else if (each.broken)
                column.addWidget(hintLabel(
                    tr("The same design, each with one thing wrong. Run the request, see where it stops, fix it."),
                    page));
            auto* cards = new QWidget(page);
            flow = new FlowLayout(cards, gap);
            column.addWidget(cards);
        }
        auto* card = new TemplateCard(each, page);
        card->setObjectName(QStringLiteral("template.%1").arg(QFileInfo(each.path).completeBaseName()));
        connect(card, &QAbstractButton::clicked, this, [this, path = each.path] { emit templateRequested(path); });
        flow->addWidget(card);
    }
}

void StartScreen::setRecentFiles(const QStringList& files) {
    while (QLayoutItem* item = m_recentList->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    constexpr int most = 5;
    for (const QString& path : files.mid(0, most)) {
        const QFileInfo info(path);
        auto* button = makeLink(info.isDir() ? QStringLiteral("open") : QStringLiteral("waylight"),
                                QStringLiteral("start.recent"), info.completeBaseName(), info.absolutePath(), m_recent);
        button->setToolTip(path);
        connect(button, &QAbstractButton::clicked, this, [this, path] { emit recentRequested(path); });
        m_recentList->addWidget(button);
    }
    m_recent->setVisible(!files.isEmpty());
}

} // namespace waylight
