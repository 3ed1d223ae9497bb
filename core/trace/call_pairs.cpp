// SPDX-License-Identifier: MIT
#include "core/trace/call_pairs.h"

#include "core/base/arn.h"
#include "core/policy/known_actions.h"
#include "core/trace/question.h"
#include "core/trace/resolve.h"

#include <algorithm>

namespace waylight {
namespace {

constexpr const char* encryptionHeader = "s3:x-amz-server-side-encryption";
constexpr const char* keyHeader = "s3:x-amz-server-side-encryption-aws-kms-key-id";

/// What encrypts a bucket's or table's data.
struct Encryption {
    std::string arn; ///< empty: nothing that the caller needs a permission for
    ResourcePtr key;
    bool awsManaged = false;
    Id askedFor;
};

ResourcePtr keyNamed(const Topology& topology, const std::string& reference) {
    if (topology.get<KmsKey>(reference))
        return topology.find(reference);
    const auto slash = reference.find(":alias/");
    const std::string alias = slash == std::string::npos ? reference : reference.substr(slash + 1);
    for (const auto& [id, resource] : topology.table(kindOf<KmsKey>)) {
        const auto& aliases = std::get<KmsKey>(*resource).aliases;
        const bool named = std::find(aliases.begin(), aliases.end(), alias) != aliases.end();
        if (named || arnOf(*resource) == reference || id.ends_with("/" + reference))
            return resource;
    }
    return nullptr;
}

/// How a bucket's objects are encrypted, or what the request's headers say instead.
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
class EncryptionFinder {
public:
    EncryptionFinder(const NetworkIndex& network, const CallContext& call) : m_network(network), m_call(call) {}

    Encryption of(const ResourcePtr& target, bool written) const {
        if (!target)
            return {};
        if (const auto* bucket = std::get_if<Bucket>(target.get()))
            return ofBucket(*bucket, written);
        const auto* table = std::get_if<DynamoTable>(target.get());
        return table && table->key ? named(*table, table->key.id) : Encryption{};
    }

private:
    Encryption ofBucket(const Bucket& bucket, bool written) const {
        const std::string algorithm = written ? header(encryptionHeader) : std::string();
        std::string key = written ? header(keyHeader) : std::string();
        if (algorithm == enumName(BucketEncryption::Aes256))
            return {};
        const bool byDefault = algorithm.empty() && key.empty();
        if (byDefault && bucket.encryption == BucketEncryption::Aes256)
            return {};
        if (key.empty() && bucket.encryption != BucketEncryption::Aes256)
            key = bucket.key.id;
        return key.empty() ? ofService(bucket, "s3") : named(bucket, key);
    }

    std::string header(const std::string& name) const {
        const auto found = m_call.request.context.find(name);
        return found == m_call.request.context.end() ? std::string() : found->second;
    }

    Encryption named(const ResourceBase& owner, const std::string& reference) const {
        constexpr std::string_view ofAws = "alias/aws/";
        if (const auto at = reference.rfind(ofAws); at != std::string::npos && !keyNamed(m_network.topology, reference))
            return ofService(owner, reference.substr(at + ofAws.size()));
        Encryption out{reference, keyNamed(m_network.topology, reference), false, owner.id};
        if (out.key)
            out.arn = arnOf(*out.key);
        else if (!looksLikeArn(reference))
            out.arn = "arn:aws:kms:" + owner.region + ':' + owner.account + ":key/" + reference;
        return out;
    }

    /// The key that AWS makes for the service in the account.
    static Encryption ofService(const ResourceBase& owner, const std::string& service) {
        return {"arn:aws:kms:" + owner.region + ':' + owner.account + ":key/aws/" + service, nullptr, true, owner.id};
    }

    const NetworkIndex& m_network;
    const CallContext& m_call;
};

/// What reads or writes items, for which DynamoDB decrypts the table's key in the caller's name ("on behalf of the user
/// who is accessing the DynamoDB resource"). Its grants are for what it does on its own: making table keys,
/// maintenance. Within five minutes it uses the key that it has kept and does not ask again, which we leave out.
/// https://docs.aws.amazon.com/kms/latest/developerguide/services-dynamodb.html
bool needsTableKey(const std::string& action) {
    constexpr std::string_view actions[] = {"dynamodb:BatchGetItem",
                                            "dynamodb:BatchWriteItem",
                                            "dynamodb:ConditionCheckItem",
                                            "dynamodb:DeleteItem",
                                            "dynamodb:GetItem",
                                            "dynamodb:PartiQLDelete",
                                            "dynamodb:PartiQLInsert",
                                            "dynamodb:PartiQLSelect",
                                            "dynamodb:PartiQLUpdate",
                                            "dynamodb:PutItem",
                                            "dynamodb:Query",
                                            "dynamodb:Scan",
                                            "dynamodb:TransactGetItems",
                                            "dynamodb:TransactWriteItems",
                                            "dynamodb:UpdateItem"};
    return std::find(std::begin(actions), std::end(actions), action) != std::end(actions);
}

/// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
bool hasNoResource(const std::string& action) {
    if (isCommonAction(action))
        return false;
    const policy::FoundAction found = policy::requestedAction(action);
    return found && found.action->wildcardOnly();
}

class PairFinder {
public:
    PairFinder(const NetworkIndex& network, const CallContext& call) : m_network(network), m_call(call) {}

    std::vector<CallPair> find() {
        const Request& request = m_call.request;
        if (hasNoResource(request.action)) {
            CallPair pair;
            pair.check = {policy::actionOf(request.action), "*"};
            pair.hasNoResource = true;
            return {std::move(pair)};
        }
        const EncryptionFinder encryption(m_network, m_call);
        const bool writes = request.action == "s3:CopyObject" || request.action.starts_with("s3:Put") ||
                            request.action.starts_with("s3:CreateMultipart");
        policy::ApiCall api{request.action, request.resource, {}, {}, request.copySource, {}};
        m_target = encryption.of(m_call.target, writes);
        api.key = m_target.arn;
        if (const auto* point = std::get_if<AccessPoint>(m_call.accessPoint.get()))
            api.accessPointFor = m_call.target ? arnOf(*m_call.target) : "arn:aws:s3:::" + point->bucket.id;
        if (!request.copySource.empty()) {
            m_sourceResource = resourceOfArn(m_network, request.copySource, m_call.targetRegion);
            m_source = encryption.of(m_sourceResource, false);
            api.sourceKey = m_source.arn;
        }
        std::vector<policy::CallCheck> checks = policy::checksOf(api);
        if (needsTableKey(request.action) && !m_target.arn.empty())
            checks.push_back({"kms:Decrypt", m_target.arn, policy::CallCheck::Caller::ForwardedAccess});
        std::vector<CallPair> pairs;
        for (policy::CallCheck& check : checks)
            pairs.push_back(pairOf(std::move(check)));
        return pairs;
    }

private:
    CallPair pairOf(policy::CallCheck check) const {
        CallPair pair;
        pair.check = std::move(check);
        const std::string& resource = pair.check.resource;
        const bool isRequested = resource == m_call.request.resource;
        if (pair.isForwarded())
            setKey(pair, resource == m_target.arn ? m_target : m_source);
        else if (resource == m_call.request.copySource)
            pair.target = m_sourceResource;
        else
            pair.target = isRequested && m_call.accessPoint ? m_call.accessPoint : m_call.target;
        pair.throughAccessPoint = m_call.accessPoint && !pair.isForwarded() && resource != m_call.request.copySource;
        if (const auto* key = std::get_if<KmsKey>(pair.target.get()))
            pair.awsManagedKey = key->manager == KeyManager::Aws;
        if (pair.owner.known == OwnerAccount::Known::Nothing)
            pair.owner = ownerOfTarget(pair, isRequested);
        return pair;
    }

    void setKey(CallPair& pair, const Encryption& encryption) const {
        pair.target = encryption.key;
        pair.awsManagedKey = encryption.awsManaged;
        pair.askedFor = encryption.askedFor;
        // A key that the design does not hold and whose ARN names no account is of the account of what it encrypts.
        if (const ResourcePtr owner = pair.target ? nullptr : m_network.topology.find(encryption.askedFor))
            if (const auto arn = Arn::parse(pair.check.resource); !arn || arn->account.empty())
                pair.owner = ownerOf(m_network.topology, base(*owner));
    }

    OwnerAccount ownerOfTarget(const CallPair& pair, bool isRequested) const {
        if (isRequested && !m_call.request.resourceAccount.empty())
            return ownerNumbered(m_call.request.resourceAccount);
        if (pair.target)
            return ownerOf(m_network.topology, base(*pair.target));
        const auto arn = Arn::parse(pair.check.resource);
        if (arn && !arn->account.empty())
            return ownerNumbered(arn->account);
        return {OwnerAccount::Known::Nothing, {}, pair.check.resource};
    }

    const NetworkIndex& m_network;
    const CallContext& m_call;
    Encryption m_target, m_source;
    ResourcePtr m_sourceResource;
};

} // namespace

std::string CallPair::resource(const std::string& drawing) const {
    const auto parsed = Arn::parse(check.resource);
    // The ARNs of buckets and their objects have neither account nor Region.
    const bool named = parsed && (parsed->service != "s3" || parsed->resource.starts_with("accesspoint/"));
    if (!named || !parsed->account.empty())
        return check.resource;
    Arn arn = *parsed;
    arn.account = owner.in(drawing);
    return arn.toString();
}

std::vector<CallPair> pairsOf(const NetworkIndex& network, const CallContext& call) {
    return PairFinder(network, call).find();
}

} // namespace waylight
