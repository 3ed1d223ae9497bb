// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/diagnostic.h"
#include "core/model/values.h"

#include <QAbstractItemModel>

#include <unordered_map>

namespace waylight {

class Document;
struct PictureBox;

/// The design as a tree: containers with what is drawn in them, below each element its parts, and at the end what is
/// not drawn at all. A change that leaves everything in its place keeps the rows.
class OutlineModel : public QAbstractItemModel {
    Q_OBJECT

public:
    static constexpr int idRole = Qt::UserRole;
    static constexpr int filterRole = Qt::UserRole + 1; ///< what the filter looks at: name, id, kind, address

    explicit OutlineModel(Document& document, QObject* parent = nullptr);

    /// Follows the document.
    void refresh();
    QModelIndex indexOf(const Id& id) const;
    Id idAt(const QModelIndex& index) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// Renames: one undo step.
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

private:
    struct Node {
        Id id; ///< empty: the group of what is not drawn
        int parent = -1;
        int row = 0;
        int rank = 0; ///< containers, then symbols, then parts
        std::string icon{}, title{}, detail{}, kind{};
        int problems = 0;
        Severity worst = Severity::Note;
        std::vector<int> children{};

        bool sameWords(const Node& other) const;
    };
    struct Tree {
        std::vector<Node> nodes;
        std::vector<int> roots;
        std::unordered_map<Id, int> byId;
    };

    Tree built() const;
    void addBoxes(Tree& tree) const;
    void addParts(Tree& tree) const;
    void addProblems(Tree& tree) const;
    static void order(Tree& tree);
    const Node* node(const QModelIndex& index) const;
    const std::vector<int>& childrenOf(const QModelIndex& parent) const;
    QString description(const Node& node) const;

    Document& m_document;
    Tree m_tree;
};

} // namespace waylight
