// SPDX-License-Identifier: MIT
// Opens large files of each format, each in a process of its own, beside what parsing the same bytes by nlohmann (or
// libyaml) alone takes: time, and the most memory that the process ever had.
#include "core/base/json.h"
#include "core/formats/files.h"
#include "core/formats/open.h"
#include "tests/bench/formats/generated_texts.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <yaml.h>

#include <chrono>
#include <cstdio>
#include <functional>

using namespace waylight;

namespace {

struct Measure {
    double seconds = 0;
    double megabytes = 0; ///< most resident
    std::size_t count = 0;
};

/// Runs `task` in a process of its own; it returns how much it found, so that nothing is left out.
Measure measured(const std::function<std::size_t()>& task) {
    int ends[2];
    if (pipe(ends) != 0)
        return {};
    const pid_t child = fork();
    if (child == 0) {
        const auto start = std::chrono::steady_clock::now();
        Measure own;
        own.count = task();
        own.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        rusage usage{};
        getrusage(RUSAGE_SELF, &usage);
        own.megabytes = static_cast<double>(usage.ru_maxrss) / 1024;
        _exit(write(ends[1], &own, sizeof own) == sizeof own ? 0 : 1);
    }
    Measure out;
    const bool good = read(ends[0], &out, sizeof out) == sizeof out;
    waitpid(child, nullptr, 0);
    close(ends[0]);
    close(ends[1]);
    return good ? out : Measure{};
}

std::size_t opened(const std::string& path) {
    const auto loaded = openAny(path);
    return loaded ? loaded->design.topology.size() : 0;
}

std::size_t parsedJson(const std::string& path) {
    return nlohmann::ordered_json::parse(*readFile(path)).size();
}

std::size_t parsedYaml(const std::string& path) {
    const auto text = readFile(path);
    yaml_parser_t parser;
    yaml_parser_initialize(&parser);
    yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(text->data()), text->size());
    yaml_document_t document;
    const bool good = yaml_parser_load(&parser, &document) != 0;
    const auto nodes = good ? static_cast<std::size_t>(document.nodes.top - document.nodes.start) : 0;
    if (good)
        yaml_document_delete(&document);
    yaml_parser_delete(&parser);
    return nodes;
}

void compare(const char* what, const char* name, const std::string& text, std::size_t (*alone)(const std::string&)) {
    const std::string path = (std::filesystem::temp_directory_path() / (std::to_string(getpid()) + name)).string();
    if (saveFile(path, text))
        return;
    Measure best, plain;
    for (int run = 0; run < 5; ++run) {
        const Measure ours = measured([&] { return opened(path); });
        const Measure theirs = measured([&] { return alone(path); });
        if (run == 0 || ours.seconds < best.seconds)
            best = ours;
        if (run == 0 || theirs.seconds < plain.seconds)
            plain = theirs;
    }
    std::remove(path.c_str());
    std::printf("%-28s %7.1f MB %8zu resources   opened %7.0f ms %6.0f MB   parsed alone %7.0f ms %6.0f MB   ratio %.2f\n", what, static_cast<double>(text.size()) / 1e6, best.count, best.seconds * 1e3, best.megabytes, plain.seconds * 1e3, plain.megabytes, best.seconds / plain.seconds);
    std::fflush(stdout);
}

} // namespace

int main() {
    constexpr std::size_t megabyte = 1'000'000;
    compare("describe output", "dump.json", generatedDescribe(100 * megabyte), parsedJson);
    compare("CloudFormation, JSON", "template.json", generatedTemplate(5 * megabyte), parsedJson);
    compare("CloudFormation, YAML", "template.yaml", generatedYamlTemplate(5 * megabyte), parsedYaml);
    compare("Terraform plan", "plan.json", generatedPlan(20 * megabyte), parsedJson);
}
