// SPDX-License-Identifier: MIT
#include "ui/player/player.h"

#include <algorithm>

namespace waylight {
namespace {

constexpr int tickMilliseconds = 16;
constexpr double sameMoment = 1e-6; ///< seconds

} // namespace

Player::Player(QObject* parent) : QObject(parent) {
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(tickMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &Player::tick);
}

void Player::setTrace(std::optional<Trace> trace, bool keepEnd) {
    pause();
    m_trace = std::move(trace);
    m_seconds = keepEnd ? length() : 0;
    emit frameChanged();
}

double Player::length() const {
    return m_trace ? duration(*m_trace) : 0;
}

Frame Player::frame() const {
    return m_trace ? frameAt(*m_trace, m_seconds) : Frame{};
}

void Player::play() {
    if (!m_trace || isPlaying())
        return;
    if (m_seconds >= length() - sameMoment)
        seek(0);
    if (!m_animated) {
        for (const double step : stepTimes(*m_trace))
            seek(step);
        toEnd();
        return;
    }
    m_clock.start();
    m_timer.start();
    emit playingChanged(true);
}

void Player::pause() {
    if (!isPlaying())
        return;
    m_timer.stop();
    emit playingChanged(false);
}

void Player::togglePlay() {
    isPlaying() ? pause() : play();
}

void Player::seek(double seconds) {
    const double to = std::clamp(seconds, 0.0, length());
    if (to == m_seconds)
        return;
    m_seconds = to;
    emit frameChanged();
}

void Player::stepForward() {
    if (!m_trace)
        return;
    pause();
    const auto steps = stepTimes(*m_trace);
    const auto next = std::upper_bound(steps.begin(), steps.end(), m_seconds + sameMoment);
    seek(next == steps.end() ? length() : *next);
}

void Player::stepBack() {
    if (!m_trace)
        return;
    pause();
    const auto steps = stepTimes(*m_trace);
    const auto here = std::lower_bound(steps.begin(), steps.end(), m_seconds - sameMoment);
    seek(here == steps.begin() ? 0 : *std::prev(here));
}

void Player::toStart() {
    pause();
    seek(0);
}

void Player::toEnd() {
    pause();
    seek(length());
}

void Player::tick() {
    const double elapsed = static_cast<double>(m_clock.restart()) / 1000.0;
    seek(m_seconds + elapsed * m_speed);
    if (m_seconds >= length() - sameMoment)
        pause();
}

} // namespace waylight
