// SPDX-License-Identifier: MIT
// How long starts take, from exec until the window is painted and nothing is left to do, one after the other in turns.
// usage: waylight-bench-start [RUNS]      (default: 25)
// It runs offscreen; QT_QPA_PLATFORM=xcb shows it on a display.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

struct Program {
    const char* what;
    std::vector<std::string> command;
    std::vector<double> milliseconds{};
};

long long now() {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<long long>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

[[noreturn]] void become(const std::vector<std::string>& command, int output) {
    dup2(output, STDOUT_FILENO);
    if (!std::freopen("/dev/null", "w", stderr)) // the offscreen platform complains of each window
        std::_Exit(127);
    std::vector<char*> arguments;
    for (const std::string& each : command)
        arguments.push_back(const_cast<char*>(each.c_str()));
    arguments.push_back(nullptr);
    execv(arguments[0], arguments.data());
    std::_Exit(127);
}

/// Milliseconds from exec to the end of the first painting; negative when the program failed.
double started(const std::vector<std::string>& command) {
    int ends[2];
    if (pipe(ends) != 0)
        return -1;
    const long long begin = now();
    const pid_t child = fork();
    if (child == 0)
        become(command, ends[1]);
    close(ends[1]);
    char text[64] = {};
    const bool told = read(ends[0], text, sizeof text - 1) > 0;
    close(ends[0]);
    waitpid(child, nullptr, 0);
    return told ? static_cast<double>(std::atoll(text) - begin) / 1e6 : -1;
}

void report(const Program& program, double limit) {
    std::vector<double> sorted = program.milliseconds;
    std::sort(sorted.begin(), sorted.end());
    const double median = sorted[sorted.size() / 2];
    std::printf("  %-34s %8.1f %8.1f %8.1f ms", program.what, sorted.front(), median, sorted[sorted.size() * 95 / 100]);
    if (limit > 0)
        std::printf("   %.1f x minimal (target 3) %s", median / limit, median <= 3 * limit ? "ok" : "MISS");
    std::printf("\n");
}

} // namespace

int main(int argc, char** argv) {
    const int runs = argc > 1 ? std::max(1, std::atoi(argv[1])) : 25;
    std::string folder = (std::filesystem::temp_directory_path() / "waylight-start-XXXXXX").string();
    if (!mkdtemp(folder.data()))
        return 1;
    setenv("QT_QPA_PLATFORM", "offscreen", 0);
    setenv("QT_PLUGIN_PATH", PLUGINS, 1);
    setenv("QT_QPA_GENERIC_PLUGINS", "started", 1);
    setenv("XDG_CONFIG_HOME", folder.c_str(), 1);
    const std::vector<std::string> ours{WAYLIGHT_APP, "--settings-dir", folder, "--no-restore"};
    std::vector<std::string> withSample = ours;
    withSample.push_back(SAMPLES "/s3-gateway-endpoint.waylight");
    Program programs[] = {{"minimal window", {MINIMAL_APP}}, {"waylight", ours}, {"waylight with the sample", withSample}};
    bool good = true;
    for (int run = 0; run < runs; ++run)
        for (Program& each : programs) {
            each.milliseconds.push_back(started(each.command));
            good &= each.milliseconds.back() >= 0;
        }
    std::filesystem::remove_all(folder);
    if (!good) {
        std::fprintf(stderr, "a program did not start\n");
        return 1;
    }
    std::printf("%d starts, %s%22s %8s %8s\n", runs, std::getenv("QT_QPA_PLATFORM"), "min", "median", "95 %");
    std::vector<double> least = programs[0].milliseconds;
    std::sort(least.begin(), least.end());
    for (const Program& each : programs)
        report(each, &each == programs ? 0 : least[least.size() / 2]);
    return 0;
}
