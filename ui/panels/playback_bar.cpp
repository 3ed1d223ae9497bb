// SPDX-License-Identifier: MIT
#include "ui/panels/playback_bar.h"

#include "ui/panels/look.h"
#include "ui/panels/scrubber.h"
#include "ui/player/player.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <cmath>

namespace waylight {

PlaybackBar::PlaybackBar(Player& player, QWidget* parent)
    : QWidget(parent), m_player(player), m_play(nullptr),
      m_scrubber(named(new Scrubber(this), QStringLiteral("playback.scrubber"), tr("Position in the request's way"))),
      m_time(new QLabel(this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(2);
    connect(addButton(QStringLiteral("to-start"), QStringLiteral("start"), tr("To the start (Home)")),
            &QToolButton::clicked, &m_player, &Player::toStart);
    connect(addButton(QStringLiteral("step-back"), QStringLiteral("back"), tr("One check back (,)")),
            &QToolButton::clicked, &m_player, &Player::stepBack);
    m_play = addButton(QStringLiteral("play"), QStringLiteral("play"), tr("Play or pause (Space)"));
    connect(m_play, &QToolButton::clicked, &m_player, &Player::togglePlay);
    connect(addButton(QStringLiteral("step-forward"), QStringLiteral("step"), tr("One check on (.)")),
            &QToolButton::clicked, &m_player, &Player::stepForward);
    connect(addButton(QStringLiteral("to-end"), QStringLiteral("end"), tr("To the end (End)")), &QToolButton::clicked,
            &m_player, &Player::toEnd);
    m_time->setObjectName(QStringLiteral("playback.time"));
    m_time->setMinimumWidth(m_time->fontMetrics().horizontalAdvance(QStringLiteral("00.0 / 00.0 s ")));
    layout->addWidget(m_scrubber, 1);
    layout->addWidget(m_time);
    layout->addWidget(makeSpeeds());

    connect(m_scrubber, &QSlider::sliderMoved, this, [this](int milliseconds) {
        m_player.pause();
        m_player.seek(milliseconds / 1000.0);
    });
    connect(m_scrubber, &QSlider::actionTriggered, this,
            [this] { m_player.seek(m_scrubber->sliderPosition() / 1000.0); });
    connect(&m_player, &Player::frameChanged, this, &PlaybackBar::refresh);
    connect(&m_player, &Player::playingChanged, this, &PlaybackBar::refresh);
    refresh();
}

QToolButton* PlaybackBar::addButton(const QString& iconName, const QString& name, const QString& text) {
    QToolButton* button = iconButton(iconName, QStringLiteral("playback.") + name, text, this);
    layout()->addWidget(button);
    return button;
}

QWidget* PlaybackBar::makeSpeeds() {
    auto* speeds = named(new QComboBox(this), QStringLiteral("playback.speed"), tr("Speed"));
    for (const double speed : {0.25, 0.5, 1.0, 2.0, 4.0})
        speeds->addItem(QStringLiteral("%1×").arg(speed), speed);
    speeds->setCurrentIndex(2);
    speeds->setToolTip(tr("Speed of playback"));
    connect(speeds, &QComboBox::activated, this,
            [this, speeds] { m_player.setSpeed(speeds->currentData().toDouble()); });
    return speeds;
}

void PlaybackBar::refresh() {
    const auto& trace = m_player.trace();
    setEnabled(trace.has_value());
    const int length = static_cast<int>(std::lround(m_player.length() * 1000));
    if (m_scrubber->maximum() != length || !m_player.isPlaying())
        m_scrubber->setMarks(trace ? marksOf(*trace) : std::vector<Scrubber::Mark>());
    m_scrubber->setMaximum(length);
    if (!m_scrubber->isSliderDown())
        m_scrubber->setValue(static_cast<int>(std::lround(m_player.seconds() * 1000)));
    m_play->setIcon(icon(m_player.isPlaying() ? QStringLiteral("pause") : QStringLiteral("play")));
    m_time->setText(tr("%1 / %2 s").arg(m_player.seconds(), 0, 'f', 1).arg(m_player.length(), 0, 'f', 1));
}

} // namespace waylight
