// SPDX-License-Identifier: MIT
#include "ui/panels/outline_model.h"

#include "core/edit/edits.h"
#include "ui/document/document.h"
#include "ui/panels/look.h"
#include "ui/panels/match_delegate.h"

#include <algorithm>
#include <tuple>

namespace waylight {
namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// Numbers in names by their value: web-2 before web-10.
bool naturallyLess(const std::string& a, const std::string& b) {
    std::size_t i = 0, j = 0;
    while (i < a.size() && j < b.size()) {
        if (!isDigit(a[i]) || !isDigit(b[j])) {
            if (a[i] != b[j])
                return a[i] < b[j];
            ++i, ++j;
            continue;
        }
        const std::size_t from = i, other = j;
        while (i < a.size() && isDigit(a[i]))
            ++i;
        while (j < b.size() && isDigit(b[j]))
            ++j;
        const auto key = [](const std::string& text, std::size_t begin, std::size_t end) {
            while (begin + 1 < end && text[begin] == '0')
                ++begin;
            return std::tuple(end - begin, std::string_view(text).substr(begin, end - begin));
        };
        if (key(a, from, i) != key(b, other, j))
            return key(a, from, i) < key(b, other, j);
    }
    return a.size() - i < b.size() - j;
}

std::string kindOfBox(const Topology& topology, const PictureBox& box) {
    if (const ResourcePtr resource = topology.find(box.id))
        return std::string(typeInfo(*resource).label);
    return (box.role == BoxRole::Zone   ? OutlineModel::tr("Availability Zone")
            : box.role == BoxRole::Area ? OutlineModel::tr("Area")
                                        : OutlineModel::tr("Note"))
        .toStdString();
}

} // namespace

bool OutlineModel::Node::sameWords(const Node& other) const {
    return std::tie(icon, title, detail, kind, problems, worst) ==
           std::tie(other.icon, other.title, other.detail, other.kind, other.problems, other.worst);
}

OutlineModel::OutlineModel(Document& document, QObject* parent) : QAbstractItemModel(parent), m_document(document) {
    refresh();
}

void OutlineModel::addBoxes(Tree& tree) const {
    for (const PictureBox& box : m_document.wholePicture().boxes()) {
        Node node{.id = box.id, .parent = box.parent};
        node.rank = isContainer(box.role) ? 0 : 1;
        node.icon = box.icon;
        node.title = box.title.substr(0, box.title.find('\n'));
        node.detail = box.subtitle;
        node.kind = kindOfBox(m_document.design().topology, box);
        tree.nodes.push_back(std::move(node));
    }
}

void OutlineModel::addParts(Tree& tree) const {
    const Picture& picture = m_document.wholePicture();
    int group = -1;
    m_document.design().topology.forEachResource([&](const ResourcePtr& each) {
        const ResourceBase& resource = base(*each);
        const PictureBox* box = picture.box(resource.id);
        if (box && box->id == resource.id)
            return;
        if (!box && group < 0) {
            group = static_cast<int>(tree.nodes.size());
            tree.nodes.push_back({.id = {}, .rank = 3, .icon = "list", .title = tr("Not drawn").toStdString()});
        }
        Node node{.id = resource.id, .parent = box ? static_cast<int>(box - picture.boxes().data()) : group, .rank = 2};
        node.icon = typeInfo(*each).name;
        node.title = displayName(resource);
        node.kind = typeInfo(*each).label;
        node.detail = node.kind;
        tree.nodes.push_back(std::move(node));
    });
}

void OutlineModel::addProblems(Tree& tree) const {
    for (const Finding& finding : m_document.findings()) {
        const auto at = tree.byId.find(finding.resource);
        if (finding.approved || at == tree.byId.end())
            continue;
        Node& node = tree.nodes[static_cast<std::size_t>(at->second)];
        ++node.problems;
        node.worst = std::max(node.worst, finding.severity);
    }
}

void OutlineModel::order(Tree& tree) {
    const auto sorted = [&](std::vector<int>& list) {
        std::sort(list.begin(), list.end(), [&](int a, int b) {
            const Node& left = tree.nodes[static_cast<std::size_t>(a)];
            const Node& right = tree.nodes[static_cast<std::size_t>(b)];
            if (left.rank != right.rank)
                return left.rank < right.rank;
            if (left.rank > 0 && left.kind != right.kind)
                return left.kind < right.kind;
            if (naturallyLess(left.title, right.title) || naturallyLess(right.title, left.title))
                return naturallyLess(left.title, right.title);
            return left.id < right.id;
        });
        for (std::size_t row = 0; row < list.size(); ++row)
            tree.nodes[static_cast<std::size_t>(list[row])].row = static_cast<int>(row);
    };
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
        const int parent = tree.nodes[i].parent;
        (parent < 0 ? tree.roots : tree.nodes[static_cast<std::size_t>(parent)].children)
            .push_back(static_cast<int>(i));
    }
    sorted(tree.roots);
    for (Node& node : tree.nodes)
        sorted(node.children);
}

OutlineModel::Tree OutlineModel::built() const {
    Tree tree;
    addBoxes(tree);
    addParts(tree);
    for (std::size_t i = 0; i < tree.nodes.size(); ++i)
        tree.byId.emplace(tree.nodes[i].id, static_cast<int>(i));
    addProblems(tree);
    order(tree);
    return tree;
}

void OutlineModel::refresh() {
    Tree tree = built();
    const bool same =
        std::equal(tree.nodes.begin(), tree.nodes.end(), m_tree.nodes.begin(), m_tree.nodes.end(),
                   [](const Node& a, const Node& b) { return a.id == b.id && a.parent == b.parent && a.row == b.row; });
    if (!same) {
        beginResetModel();
        m_tree = std::move(tree);
        endResetModel();
        return;
    }
    std::swap(tree, m_tree);
    for (std::size_t i = 0; i < m_tree.nodes.size(); ++i)
        if (!m_tree.nodes[i].sameWords(tree.nodes[i])) {
            const QModelIndex changed = createIndex(m_tree.nodes[i].row, 0, static_cast<quintptr>(i));
            emit dataChanged(changed, changed);
        }
}

const OutlineModel::Node* OutlineModel::node(const QModelIndex& index) const {
    return index.isValid() ? &m_tree.nodes[static_cast<std::size_t>(index.internalId())] : nullptr;
}

const std::vector<int>& OutlineModel::childrenOf(const QModelIndex& parent) const {
    const Node* whole = node(parent);
    return whole ? whole->children : m_tree.roots;
}

QModelIndex OutlineModel::indexOf(const Id& id) const {
    const auto at = m_tree.byId.find(id);
    return at == m_tree.byId.end() || id.empty() ? QModelIndex()
                                                 : createIndex(m_tree.nodes[static_cast<std::size_t>(at->second)].row,
                                                               0, static_cast<quintptr>(at->second));
}

Id OutlineModel::idAt(const QModelIndex& index) const {
    const Node* found = node(index);
    return found ? found->id : Id();
}

QModelIndex OutlineModel::index(int row, int column, const QModelIndex& parent) const {
    const auto& children = childrenOf(parent);
    return row < 0 || column != 0 || row >= static_cast<int>(children.size())
               ? QModelIndex()
               : createIndex(row, 0, static_cast<quintptr>(children[static_cast<std::size_t>(row)]));
}

QModelIndex OutlineModel::parent(const QModelIndex& child) const {
    const Node* found = node(child);
    if (!found || found->parent < 0)
        return {};
    return createIndex(m_tree.nodes[static_cast<std::size_t>(found->parent)].row, 0,
                       static_cast<quintptr>(found->parent));
}

int OutlineModel::rowCount(const QModelIndex& parent) const {
    return static_cast<int>(childrenOf(parent).size());
}

int OutlineModel::columnCount(const QModelIndex&) const {
    return 1;
}

QString OutlineModel::description(const Node& node) const {
    QStringList parts{qString(node.title)};
    if (!node.kind.empty())
        parts << qString(node.kind);
    if (!node.detail.empty() && node.detail != node.kind)
        parts << qString(node.detail);
    if (node.problems > 0)
        parts << (node.problems == 1 ? tr("1 problem") : tr("%1 problems").arg(node.problems));
    return parts.join(QStringLiteral(", "));
}

QVariant OutlineModel::data(const QModelIndex& index, int role) const {
    const Node* found = node(index);
    if (!found)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return qString(found->title);
    case Qt::EditRole: {
        const ResourcePtr resource = m_document.design().topology.find(found->id);
        return resource ? qString(base(*resource).name) : QString();
    }
    case Qt::DecorationRole:
        return icon(qString(found->icon));
    case Qt::ToolTipRole:
        return QStringLiteral("%1\n%2").arg(description(*found), qString(found->id)).trimmed();
    case Qt::AccessibleTextRole:
        return description(*found);
    case MatchDelegate::detailRole:
        return qString(found->detail);
    case MatchDelegate::markRole:
        return found->problems > 0 ? QVariant(icon(found->worst)) : QVariant();
    case idRole:
        return qString(found->id);
    case filterRole:
        return qString(found->title + '\n' + found->id + '\n' + found->detail + '\n' + found->kind);
    default:
        return {};
    }
}

Qt::ItemFlags OutlineModel::flags(const QModelIndex& index) const {
    const Node* found = node(index);
    if (!found)
        return Qt::NoItemFlags;
    if (found->id.empty())
        return Qt::ItemIsEnabled;
    const bool named = m_document.design().topology.contains(found->id);
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | (named ? Qt::ItemIsEditable : Qt::NoItemFlags);
}

bool OutlineModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    const Node* found = node(index);
    if (!found || role != Qt::EditRole)
        return false;
    const QString before = qString(found->title);
    auto renamed = edit::fieldSet(m_document.design(), found->id, "name", value.toString().trimmed().toStdString());
    if (!renamed)
        return false;
    m_document.commit(*std::move(renamed), tr("Rename %1").arg(before));
    return true;
}

} // namespace waylight
