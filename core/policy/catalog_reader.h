// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/catalog.h"

#include <string>

namespace waylight::policy {

/// The catalog's text (resources/catalog/service-actions.txt), in pieces that every compiler takes as a literal.
std::span<const std::string_view> catalogPieces();

/// Reads the lines of a catalog; the head of the file says what each means. Lines that are not of that form are left
/// out: the build's own file is checked by a test.
class CatalogReader {
public:
    static Catalog builtIn();
    /// The text must outlive the catalog.
    static Catalog read(std::string_view text);

private:
    /// Where the lists of the service that is being read begin in the catalog's.
    struct Begin {
        std::size_t action = 0;
        std::size_t resourceType = 0;
        std::size_t key = 0;
    };
    struct Range {
        std::size_t begin = 0;
        std::size_t end = 0;
    };
    struct PendingService {
        ServiceEntry entry;
        Begin begin;
    };

    void readLine(std::string_view line);
    void readService(std::string_view line);
    void readKey(std::string_view line, std::vector<KeyEntry>& keys);
    void readKeyList(std::string_view line);
    void readResourceList(std::string_view line);
    void readResourceType(std::string_view line);
    void readAction(std::string_view line);
    void finish();

    std::span<const std::uint16_t> keyList(std::string_view number) const;
    std::span<const ActionResource> resourceList(std::string_view number) const;

    Catalog m_catalog;
    std::vector<PendingService> m_services;
    std::vector<Range> m_keyLists;      ///< of this service, in Catalog::m_keyLists
    std::vector<Range> m_resourceLists; ///< of this service, in Catalog::m_resourceLists
};

} // namespace waylight::policy
