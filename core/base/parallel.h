// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <future>
#include <system_error>
#include <thread>
#include <vector>

namespace waylight {

/// Calls `work(i)` once for each i below `count`, on as many threads as the machine has, in no order. Calls for
/// different i must not touch the same thing. What a call throws, memory that there is not, comes out here, after the
/// others.
template <class Work>
void inParallel(std::size_t count, Work&& work) {
    std::atomic<std::size_t> next = 0;
    const auto run = [&] {
        for (std::size_t i = next++; i < count; i = next++)
            work(i);
    };
    std::vector<std::future<void>> helpers;
    const std::size_t threads = std::min<std::size_t>(count, std::clamp(std::thread::hardware_concurrency(), 1u, 8u));
    try {
        while (helpers.size() + 1 < threads)
            helpers.push_back(std::async(std::launch::async, run));
    } catch (const std::system_error&) {
        // The machine has no thread to spare: those that there are do the work.
    }
    run();
    for (std::future<void>& each : helpers)
        each.get();
}

/// The same for ranges of at most `size` indices: `work(from, to)`.
template <class Work>
void inParallelRanges(std::size_t count, std::size_t size, Work&& work) {
    inParallel((count + size - 1) / size, [&](std::size_t i) { work(i * size, std::min(count, (i + 1) * size)); });
}

} // namespace waylight
