// SPDX-License-Identifier: MIT
#include "core/analysis/matrix.h"

#include "core/analysis/matrix/verdicts.h"
#include "core/trace/engine.h"

#include <algorithm>

namespace waylight {
namespace {

std::vector<Id> namesOf(const MatrixData& data, std::span<const std::uint32_t> rows) {
    std::vector<Id> names;
    names.reserve(rows.size());
    for (const std::uint32_t row : rows)
        names.push_back(data.facts.index().name(data.roster->members[row].interface->self));
    std::sort(names.begin(), names.end());
    return names;
}

std::span<const std::uint32_t> rowsOf(const MatrixData& data, std::uint32_t number) {
    const auto& classes = data.classes;
    return {classes.rows.data() + classes.start[number], classes.start[number + 1] - classes.start[number]};
}

std::uint32_t targetNamed(const MatrixData& data, const Id& name) {
    const auto& targets = data.facts.targets;
    const auto at =
        std::find_if(targets.begin(), targets.end(), [&](const MatrixTarget& each) { return each.name == name; });
    return at == targets.end() ? matrix::none : static_cast<std::uint32_t>(at - targets.begin());
}

} // namespace

Matrix::Matrix() {
    static const auto empty = std::make_shared<const MatrixData>();
    m_data = empty;
}

Matrix Matrix::of(const Network& network, const MatrixService& service) {
    Matrix result;
    result.m_data = matrix::made(network, service, nullptr);
    return result;
}

Matrix Matrix::updated(const Network& after) const {
    Matrix result;
    result.m_data = after == network() ? m_data : matrix::made(after, service(), m_data.get());
    return result;
}

const Network& Matrix::network() const {
    return m_data->facts.network;
}
const MatrixService& Matrix::service() const {
    return m_data->facts.service;
}
const std::vector<MatrixTarget>& Matrix::targets() const {
    return m_data->facts.targets;
}
std::size_t Matrix::interfaceCount() const {
    return m_data->roster->members.size();
}
std::size_t Matrix::classCount() const {
    return m_data->classCount();
}

std::vector<Id> Matrix::interfaces() const {
    std::vector<Id> names;
    for (const matrix::Member& member : m_data->roster->members)
        names.push_back(m_data->facts.index().name(member.interface->self));
    return names;
}

MatrixClass Matrix::classAt(Class number) const {
    const NetworkIndex& index = m_data->facts.index();
    const matrix::Kind& kind = m_data->kindOf(number);
    MatrixClass result{index.name(kind.subnet), {}, namesOf(*m_data, rowsOf(*m_data, number))};
    for (const Handle group : kind.groups)
        result.groups.push_back(index.name(group));
    return result;
}

std::optional<Matrix::Class> Matrix::classOf(const Id& interface) const {
    const std::uint32_t row = m_data->roster->row(m_data->facts.index().handles->find(interface));
    return row == matrix::none ? std::nullopt : std::optional(m_data->classes.ofRow[row]);
}

Outcome Matrix::between(Class from, Class to) const {
    return m_data->verdicts[from * m_data->classCount() + to];
}
Outcome Matrix::toTarget(Class from, std::size_t target) const {
    return m_data->outside[from * targets().size() + target];
}

Outcome Matrix::verdictOf(const Id& from, const Id& to) const {
    const auto sender = classOf(from);
    if (!sender)
        return Outcome::Unknown;
    if (const auto receiver = classOf(to))
        return between(*sender, *receiver);
    const std::uint32_t target = targetNamed(*m_data, to);
    return target == matrix::none ? Outcome::Unknown : toTarget(*sender, target);
}

std::vector<std::uint64_t> Matrix::expanded() const {
    const std::size_t count = interfaceCount();
    const std::size_t words = (count + 63) / 64;
    std::vector<std::uint64_t> columns(classCount() * words); // one row of bits for each class: who is in it
    for (std::size_t row = 0; row < count; ++row)
        columns[m_data->classes.ofRow[row] * words + row / 64] |= std::uint64_t{1} << row % 64;
    std::vector<std::uint64_t> bits(count * words);
    for (Class from = 0; from < classCount(); ++from) {
        const auto rows = rowsOf(*m_data, from);
        std::uint64_t* first = &bits[rows.front() * words];
        for (Class to = 0; to < classCount(); ++to)
            if (between(from, to) == Outcome::Pass)
                std::transform(first, first + words, &columns[to * words], first, std::bit_or<>());
        for (const std::uint32_t row : rows.subspan(1))
            std::copy_n(first, words, &bits[row * words]);
    }
    return bits;
}

// --- flips

namespace {

/// The classes that the members of a block had before and have after.
struct BlockClasses {
    std::uint32_t before = 0;
    std::uint32_t after = 0;
};

/// Numbers for pairs of classes, in the order in which they come up. A class falls into few others, so these are in a
/// list.
class BlockNumbers {
public:
    explicit BlockNumbers(std::size_t classesAfter) : m_first(classesAfter, matrix::none) {}

    std::uint32_t number(const BlockClasses& classes) {
        std::uint32_t* at = &m_first[classes.after];
        while (*at != matrix::none && m_blocks[*at].before != classes.before)
            at = &m_next[*at];
        if (*at != matrix::none)
            return *at;
        const auto added = static_cast<std::uint32_t>(m_blocks.size());
        *at = added; // before the lists grow and `at` becomes invalid
        m_blocks.push_back(classes);
        m_next.push_back(matrix::none);
        return added;
    }
    const std::vector<BlockClasses>& blocks() const { return m_blocks; }

private:
    std::vector<std::uint32_t> m_first; ///< by the class after: the first block
    std::vector<std::uint32_t> m_next;  ///< by block: the next one of the same class after
    std::vector<BlockClasses> m_blocks;
};

} // namespace

MatrixFlips::MatrixFlips(const Matrix& before, const Matrix& after) : m_before(before), m_after(after) {
    const MatrixData& was = *before.m_data;
    const MatrixData& is = *after.m_data;
    const bool sameHandles = was.facts.index().handles == is.facts.index().handles;
    BlockNumbers numbers(is.classCount());
    for (std::uint32_t row = 0; row < is.roster->members.size(); ++row) {
        const Handle handle = is.roster->members[row].interface->self;
        const std::uint32_t old =
            was.roster->row(sameHandles ? handle : was.facts.index().handles->find(is.facts.index().name(handle)));
        if (old == matrix::none)
            continue;
        const std::uint32_t block = numbers.number({was.classes.ofRow[old], is.classes.ofRow[row]});
        if (block == m_blocks.size())
            m_blocks.emplace_back();
        m_blocks[block].push_back(row);
    }
    std::vector<std::pair<std::uint32_t, std::uint32_t>> targets;
    for (std::uint32_t i = 0; i < is.facts.targets.size(); ++i)
        if (const std::uint32_t old = targetNamed(was, is.facts.targets[i].name); old != matrix::none)
            targets.emplace_back(old, i);
    const std::vector<BlockClasses>& blocks = numbers.blocks();
    const bool sameClasses =
        was.classCount() == is.classCount() &&
        std::all_of(blocks.begin(), blocks.end(), [](const BlockClasses& each) { return each.before == each.after; });
    for (std::uint32_t from = 0; from < blocks.size(); ++from) {
        const Outcome* rowBefore = &was.verdicts[blocks[from].before * was.classCount()];
        const Outcome* rowAfter = &is.verdicts[blocks[from].after * is.classCount()];
        const bool sameRow = sameClasses && std::equal(rowBefore, rowBefore + was.classCount(), rowAfter);
        for (std::uint32_t to = 0; !sameRow && to < blocks.size(); ++to)
            if (const Outcome a = rowBefore[blocks[to].before], b = rowAfter[blocks[to].after]; a != b)
                m_list.push_back({from, to, false, a, b});
        for (const auto& [old, now] : targets)
            if (const Outcome a = before.toTarget(blocks[from].before, old),
                b = after.toTarget(blocks[from].after, now);
                a != b)
                m_list.push_back({from, now, true, a, b});
    }
}

std::vector<Id> MatrixFlips::members(std::uint32_t block) const {
    return namesOf(*m_after.m_data, m_blocks[block]);
}

std::size_t MatrixFlips::pairCount(const MatrixFlip& flip) const {
    return m_blocks[flip.from].size() * (flip.toTarget ? 1 : m_blocks[flip.to].size());
}

std::optional<Check> MatrixFlips::reasonOf(const MatrixFlip& flip) const {
    const auto nameOf = [&](std::uint32_t block) {
        return m_after.m_data->facts.index().name(
            m_after.m_data->roster->members[m_blocks[block].front()].interface->self);
    };
    return firstObstacle(flip.after == Outcome::Pass ? m_before : m_after, nameOf(flip.from),
                         flip.toTarget ? m_after.targets()[flip.to].name : nameOf(flip.to));
}

std::optional<Check> firstObstacle(const Matrix& matrix, const Id& from, const Id& to) {
    Request request;
    request.from = from;
    request.to = to;
    request.protocol = matrix.service().protocol;
    request.port = matrix.service().port;
    for (const MatrixTarget& target : matrix.targets())
        if (const auto& address = target.v4 ? target.v4 : target.v6; target.name == to && address)
            request.to = address->toString();
    const Trace found = trace(matrix.network(), request);
    if (!found.blockers.empty())
        return found.blockers.front();
    for (const Hop& hop : found.hops)
        for (const Check& check : hop.checks)
            if (check.outcome == Outcome::Unknown)
                return check;
    return std::nullopt;
}

} // namespace waylight
