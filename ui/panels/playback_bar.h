// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace waylight {

class Player;
class Scrubber;

/// Play, pause, step, speed, and the scrubber.
class PlaybackBar : public QWidget {
    Q_OBJECT

public:
    PlaybackBar(Player& player, QWidget* parent);

private:
    QToolButton* addButton(const QString& iconName, const QString& name, const QString& text);
    QWidget* makeSpeeds();
    void refresh();

    Player& m_player;
    QToolButton* m_play;
    Scrubber* m_scrubber;
    QLabel* m_time;
};

} // namespace waylight
