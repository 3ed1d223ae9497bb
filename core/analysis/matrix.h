// SPDX-License-Identifier: MIT
#pragma once

#include "core/network/network.h"
#include "core/trace/trace.h"

#include <span>

namespace waylight {

/// What a matrix asks of all pairs: a protocol and, where it has ports, the destination's. The client's port is any of
/// its ephemeral ones; ICMP is an echo.
struct MatrixService {
    Protocol protocol = Protocol::tcp();
    int port = 443;

    bool operator==(const MatrixService&) const = default;
};

/// A place outside the network that a matrix has a column for: `internet`, or a service such as
/// com.amazonaws.us-east-1.s3.
struct MatrixTarget {
    Id name;
    std::optional<IpAddress> v4, v6; ///< none: no address of the family is known

    bool operator==(const MatrixTarget&) const = default;
};

/// Interfaces that the network cannot tell apart for a service: what holds for one holds for all.
struct MatrixClass {
    Id subnet;
    std::vector<Id> groups;
    std::vector<Id> members; ///< interfaces, sorted
};

struct MatrixData;

/// The verdicts between all interfaces of a network that host something, and from them to places outside, for one
/// service: each by its primary private address (IPv4 where both have one). Equal to asking pair by pair; costs as much
/// as the network has variety. A value; thread-safe.
class Matrix {
public:
    using Class = std::uint32_t;

    Matrix();
    static Matrix of(const Network& network, const MatrixService& service = {});
    /// The matrix of another version of the network. Asks again only what an edit can have touched.
    Matrix updated(const Network& after) const;

    const Network& network() const;
    const MatrixService& service() const;
    /// Ids of the interfaces, in the order in which the matrix keeps them.
    std::vector<Id> interfaces() const;
    std::size_t interfaceCount() const;
    /// Unknown where an interface is not in the network, or the two share no address family. `to` is an interface or a
    /// target.
    Outcome verdictOf(const Id& from, const Id& to) const;

    std::size_t classCount() const;
    MatrixClass classAt(Class number) const;
    std::optional<Class> classOf(const Id& interface) const;
    Outcome between(Class from, Class to) const;
    const std::vector<MatrixTarget>& targets() const;
    Outcome toTarget(Class from, std::size_t target) const;

    /// One bit for each pair of interfaces, set where the verdict is Pass: rows and columns in the order of
    /// `interfaces()`, a row in whole words of 64.
    std::vector<std::uint64_t> expanded() const;

private:
    friend class MatrixFlips;
    std::shared_ptr<const MatrixData> m_data;
};

/// Pairs whose verdict an edit changed: from any interface of one block to any of another, or to a target.
struct MatrixFlip {
    std::uint32_t from = 0;
    std::uint32_t to = 0; ///< a block, or a target of the matrix after when `toTarget`
    bool toTarget = false;
    Outcome before = Outcome::Pass;
    Outcome after = Outcome::Pass;
};

/// The pairs whose verdict differs between two matrices of the same service, of interfaces and targets that both have:
/// as blocks of interfaces that share their class before and after.
class MatrixFlips {
public:
    MatrixFlips(const Matrix& before, const Matrix& after);

    const std::vector<MatrixFlip>& list() const { return m_list; }
    /// Ids of the interfaces of a block, sorted.
    std::vector<Id> members(std::uint32_t block) const;
    /// How many pairs a flip stands for.
    std::size_t pairCount(const MatrixFlip& flip) const;
    /// The first check that does not pass on a pair of the flip: in the later version, or in the earlier one where the
    /// later one passes.
    std::optional<Check> reasonOf(const MatrixFlip& flip) const;

private:
    Matrix m_before, m_after;
    std::vector<std::vector<std::uint32_t>> m_blocks; ///< members, as rows of `m_after`
    std::vector<MatrixFlip> m_list;
};

/// The first check that does not pass on the way from an interface to another, or to a target; none when all pass.
std::optional<Check> firstObstacle(const Matrix& matrix, const Id& from, const Id& to);

} // namespace waylight
