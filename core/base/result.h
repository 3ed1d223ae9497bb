// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/diagnostic.h"

#include <utility>
#include <variant>

namespace waylight {

/// A value, or the diagnostic that says why there is none.
template <class T>
class Result {
public:
    Result(T value) : m_state(std::move(value)) {}
    Result(Diagnostic diagnostic) : m_state(std::move(diagnostic)) {}
    Result(Message message) : m_state(Diagnostic{Severity::Error, std::move(message), {}, {}}) {}

    explicit operator bool() const { return m_state.index() == 0; }
    const T& value() const& { return std::get<0>(m_state); }
    T&& value() && { return std::get<0>(std::move(m_state)); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    const T* operator->() const { return &value(); }
    const Diagnostic& error() const { return std::get<1>(m_state); }

private:
    std::variant<T, Diagnostic> m_state;
};

} // namespace waylight
