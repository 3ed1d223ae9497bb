// SPDX-License-Identifier: MIT
#include "core/formats/collect/collect.h"

#include "core/base/json.h"
#include "core/base/message_ids.h"
#include "core/formats/describe/files.h"
#include "core/formats/files.h"

#include <algorithm>

namespace waylight::collect {
namespace {

constexpr int mostAttempts = 4;
constexpr std::size_t longestReason = 300;

constexpr std::string_view deniedCodes[] = {
    "AccessDenied",       "AccessDeniedException", "UnauthorizedOperation",  "Client.UnauthorizedOperation",
    "AuthorizationError", "NotAuthorized",         "NotAuthorizedException", "403",
    "Forbidden"};
constexpr std::string_view throttledCodes[] = {"Throttling",
                                               "ThrottlingException",
                                               "ThrottledException",
                                               "RequestLimitExceeded",
                                               "RequestThrottled",
                                               "RequestThrottledException",
                                               "TooManyRequestsException",
                                               "SlowDown",
                                               "BandwidthLimitExceeded"};
constexpr std::string_view regionCodes[] = {"OptInRequired", "UnrecognizedClientException", "InvalidClientTokenId",
                                            "AuthFailure", "RegionDisabledException"};

template <class Codes>
bool isOneOf(std::string_view code, const Codes& codes) {
    return std::find(std::begin(codes), std::end(codes), code) != std::end(codes);
}

std::vector<std::string> wordsOf(std::string_view text) {
    std::vector<std::string> words;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t end = std::min(text.find(' ', i), text.size());
        if (end > i)
            words.emplace_back(text.substr(i, end - i));
        i = end + 1;
    }
    return words;
}

/// The last line that a program said, short enough to be shown.
std::string lastLine(std::string_view text) {
    const auto end = text.find_last_not_of(" \t\r\n");
    text = text.substr(0, end == std::string_view::npos ? 0 : end + 1);
    const auto begin = text.rfind('\n');
    std::string line(begin == std::string_view::npos ? text : text.substr(begin + 1));
    if (line.size() > longestReason)
        line = line.substr(0, longestReason) + "…";
    return line;
}

/// A name as part of a file's name.
std::string inFileName(std::string name) {
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c == '/' || c == ':'; }, '_');
    constexpr std::size_t longest = 200;
    return name.size() > longest ? name.substr(name.size() - longest) : name;
}

/// Why the first call failed, in the words of the AWS CLI where it had some.
std::string reason(const CallResult& result, const Failure& failure) {
    const std::string line = lastLine(result.err);
    return line.empty() ? toEnglish(failure.why) : line;
}

Message notStarted(const CallResult& result) {
    return message(MessageId::CollectNotStarted, "aws", result.err);
}

} // namespace

std::vector<std::pair<std::string, std::string>> environment() {
    return {{"AWS_PAGER", ""}, {"AWS_CLI_AUTO_PROMPT", "off"}, {"AWS_RETRY_MODE", "standard"}};
}

std::string_view errorCode(std::string_view err) {
    constexpr std::string_view before = "An error occurred (";
    const auto at = err.rfind(before);
    if (at == std::string_view::npos)
        return {};
    err.remove_prefix(at + before.size());
    return err.substr(0, err.find(')'));
}

std::string Task::words() const {
    std::string text = call->name();
    if (!thing.empty())
        text += ' ' + thing;
    return call->scope == Scope::Region ? text + " (" + region + ')' : text;
}

Collection::Collection(Options options) : m_options(std::move(options)) {
    if (!m_options.regions.empty())
        add(calls().front(), m_options.regions.front(), {});
}

std::optional<Diagnostic> Collection::problem() const {
    const auto refused = [](Message why) { return Diagnostic{Severity::Error, std::move(why), {}, {}}; };
    if (m_options.regions.empty() || m_options.folder.empty())
        return refused(message(MessageId::UsageCollect));
    for (const std::string& region : m_options.regions)
        if (!describe::looksLikeRegion(region))
            return refused(message(MessageId::CollectBadRegion, region));
    std::error_code error;
    if (std::filesystem::exists(m_options.folder, error) && !std::filesystem::is_empty(m_options.folder, error))
        return refused(message(MessageId::FolderNotEmpty, m_options.folder.string()));
    return std::nullopt;
}

void Collection::add(const Call& call, const std::string& region, const std::string& thing) {
    if (!m_asked.emplace(&call, region, thing).second)
        return;
    Task task{&call, region, thing, 1, {}};
    ++m_known;
    if (!thing.empty() && !isSaneName(thing))
        return fail(task, message(MessageId::CollectOddName, thing));
    task.arguments = argumentsOf(task);
    m_waiting.push_back(std::move(task));
}

std::vector<std::string> Collection::argumentsOf(const Task& task) const {
    const Call& call = *task.call;
    std::vector<std::string> words{std::string(call.service), std::string(call.operation)};
    for (std::string& word : wordsOf(call.options))
        words.push_back(word == "{account}" ? m_account : std::move(word));
    if (!call.option.empty()) {
        words.emplace_back(call.option);
        words.push_back(task.thing);
    }
    words.insert(words.end(), {"--region", task.region, "--output", "json"});
    if (!m_options.profile.empty())
        words.insert(words.end(), {"--profile", m_options.profile});
    return words;
}

std::optional<Task> Collection::next() {
    if (m_stopped || m_waiting.empty())
        return std::nullopt;
    Task task = std::move(m_waiting.front());
    m_waiting.pop_front();
    ++m_running;
    return task;
}

void Collection::finish(const Task& task, const CallResult& result) {
    --m_running;
    if (result.end == CallResult::End::Exited && result.exitCode == 0)
        takeAnswer(task, result.out);
    else if (result.end != CallResult::End::Stopped)
        takeError(task, result);
    if (m_account.empty() && !m_fatal && !m_failures.empty())
        m_fatal =
            Diagnostic{Severity::Error, message(MessageId::CollectNobody, reason(result, m_failures.back())), {}, {}};
    m_stopped |= m_fatal.has_value();
}

void Collection::takeAnswer(const Task& task, const std::string& answer) {
    const Result<Json> json = parseJson(answer);
    if (!json || !json->is_object() || !json->contains(std::string(task.call->member)))
        return fail(task, message(MessageId::CollectNotJson));
    if (m_account.empty())
        beginAccount(task, answer);
    if (m_account.empty())
        return;
    ++m_answered;
    write(task, answer);
    addFollowing(task, answer);
}

void Collection::beginAccount(const Task& task, const std::string& answer) {
    const auto found = thingsIn(answer, "Account");
    if (found.empty() || !describe::looksLikeAccount(found.front())) {
        fail(task, message(MessageId::CollectNotJson));
        m_fatal = Diagnostic{Severity::Error, message(MessageId::CollectNotAccount, task.call->name()), {}, {}};
        return;
    }
    m_account = found.front();
    addFirst();
}

/// What is asked without knowing anything. The Region of calls for the account is the first.
void Collection::addFirst() {
    for (const Call& call : calls())
        if (call.after.empty() && call.scope == Scope::Account)
            add(call, m_options.regions.front(), {});
    for (const std::string& region : m_options.regions)
        for (const Call& call : calls())
            if (call.after.empty() && call.scope == Scope::Region)
                add(call, region, {});
}

void Collection::addFollowing(const Task& task, std::string_view answer) {
    const std::string name = task.call->name();
    for (const Call& call : calls())
        if (call.after == name)
            for (const std::string& thing : thingsIn(answer, call.things))
                if (thing.starts_with(call.prefix))
                    add(call, task.region, thing);
}

std::filesystem::path Collection::fileOf(const Task& task) const {
    // `=` is in no name, so that what stands behind it is told from what stands before.
    std::string name = std::string(task.call->service) + '-' + std::string(task.call->operation);
    name += task.call->suffix;
    if (!task.thing.empty())
        name += '=' + inFileName(task.thing);
    const std::filesystem::path account = m_options.folder / m_account;
    return (task.call->scope == Scope::Region ? account / task.region : account) / (name + ".json");
}

void Collection::write(const Task& task, const std::string& answer) {
    std::string text = answer;
    if (const Call& call = *task.call; !call.wrapping.empty()) {
        Json named = {{std::string(call.nameMember), task.thing}};
        const Result<Json> told = parseJson(answer);
        named.update(*told);
        text = Json{{std::string(call.wrapping), Json::array({std::move(named)})}}.dump(2) + '\n';
    }
    const std::filesystem::path file = fileOf(task);
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    if (auto failure = saveFile(file, text))
        m_fatal = std::move(failure);
}

void Collection::takeError(const Task& task, const CallResult& result) {
    if (result.end == CallResult::End::NotStarted) {
        m_fatal = Diagnostic{Severity::Error, notStarted(result), {}, {}};
        return;
    }
    if (result.end == CallResult::End::TimedOut)
        return fail(task, message(MessageId::CollectTimedOut, std::to_string(secondsForCall)));
    if (result.end == CallResult::End::TooLarge)
        return fail(task, message(MessageId::CollectTooLarge, std::to_string(mostAnswerBytes >> 20)));
    const std::string_view code = errorCode(result.err);
    if (!code.empty() && code == task.call->noneCode) {
        ++m_answered;
        if (!task.call->noneAnswer.empty())
            write(task, std::string(task.call->noneAnswer) + '\n');
        return;
    }
    if (isOneOf(code, throttledCodes) && task.attempt < mostAttempts) {
        m_waiting.push_back(task);
        ++m_waiting.back().attempt;
        return;
    }
    if (isOneOf(code, throttledCodes))
        return fail(task, message(MessageId::CollectThrottled, std::to_string(mostAttempts)));
    if (isOneOf(code, deniedCodes))
        return fail(task, message(MessageId::CollectDenied, std::string(task.call->permission)));
    if (isOneOf(code, regionCodes) || result.err.find("Could not connect to the endpoint") != std::string::npos)
        return fail(task, message(MessageId::CollectRegionOff, lastLine(result.err)));
    if (result.err.find("nvalid choice") != std::string::npos)
        return fail(task, message(MessageId::CollectUnknownOperation));
    fail(task, message(MessageId::CollectFailed, lastLine(result.err)));
}

void Collection::fail(const Task& task, Message why) {
    m_failures.push_back({task, std::move(why)});
}

std::vector<std::string> callLines() {
    std::vector<std::string> lines;
    for (const Call& call : calls()) {
        std::string line = call.name();
        if (!call.options.empty())
            line += ' ' + std::string(call.options);
        if (!call.what.empty())
            line += " (" + toEnglish(message(MessageId::CollectEach, std::string(call.what))) + ')';
        lines.push_back(std::move(line));
    }
    return lines;
}

} // namespace waylight::collect
