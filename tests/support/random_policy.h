// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/decision.h"
#include "tests/support/naive_policy.h"
#include "tests/support/random_design.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

/// Random policies and requests in which things meet: few names, all operators, values of every form. Equal seeds give
/// equal worlds. Some documents of a world have a statement that AWS would not save.
namespace random_policy {

/// Where a document is meant to be attached: that decides what may be in it.
enum class Place { Identity, Trust, Resource, ServiceControl, ResourceControl, Endpoint };

struct Document {
    std::string text;
    waylight::Json json;
    waylight::policy::DocumentPtr parsed;
};

/// Choices that a generator makes: a seed's dice, or the bytes of a fuzzer.
class Choices {
public:
    virtual ~Choices() = default;
    virtual int below(int count) = 0;
    bool chance(int percent) { return below(100) < percent; }
    template <class List>
    auto oneOf(const List& list) {
        return list[static_cast<std::size_t>(below(static_cast<int>(std::size(list))))];
    }
};

class SeededChoices : public Choices {
public:
    explicit SeededChoices(unsigned seed) : m_dice(seed) {}
    int below(int count) override { return m_dice.below(count); }

private:
    Dice m_dice;
};

/// A text of a policy for that place, such as AWS would save.
std::string policyText(Choices& choices, Place place);
/// The same, with one mistake that leaves open what a statement, or all of them, says.
waylight::Json spoiled(Choices& choices, waylight::Json policy);
/// A condition block of one to three operators.
waylight::Json conditions(Choices& choices);
/// A condition block of one operator on one key, and that key.
std::pair<std::string, waylight::Json> oneCondition(Choices& choices);
/// Values of the kind that the key holds, sometimes of another one; `forPolicy`: with wildcards, blocks and variables.
std::string valueFor(Choices& choices, const std::string& key, bool forPolicy);
/// The condition keys that requests and policies here speak of.
const std::vector<std::string>& keyNames();

/// A request and the documents that apply to it, for both evaluators.
struct Question {
    naive_policy::Request request;
    std::vector<const Document*> identity, boundary, session;
    std::vector<std::vector<const Document*>> scp, rcp;
    const Document* resource = nullptr;
    std::vector<const Document*> gateways, interfaces;

    waylight::policy::RequestContext context() const;
    waylight::policy::PolicySet policies() const;
    naive_policy::Policies naivePolicies() const;
    /// As a line of `policy eval`, to look at.
    std::string line() const;
};

/// Documents that many questions share, for reading them takes longer than evaluating them.
class World {
public:
    World(Choices& choices, int documents);
    Question question(Choices& choices) const;

private:
    using Shelf = std::vector<std::unique_ptr<Document>>;
    std::vector<const Document*> some(Choices& choices, const Shelf& shelf, int atMost) const;
    const Shelf& of(Place place) const { return m_shelves[static_cast<std::size_t>(place)]; }
    Shelf m_shelves[6];
};

/// The request alone.
naive_policy::Request randomRequest(Choices& choices);

} // namespace random_policy
