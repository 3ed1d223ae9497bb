// SPDX-License-Identifier: MIT
#include "core/trace/call_keys.h"

#include "core/base/arn.h"
#include "core/base/message_ids.h"
#include "core/policy/network_keys.h"

#include <algorithm>

namespace waylight {
namespace {

using policy::EndpointKey;

/// Keys that no design can tell: they depend on the caller's session, the clock or the request's own parameters.
constexpr std::string_view openKeys[] = {"aws:principaltag/*",
                                         "aws:requesttag/*",
                                         "aws:resourcetag/*",
                                         "aws:tagkeys",
                                         "aws:currenttime",
                                         "aws:epochtime",
                                         "aws:tokenissuetime",
                                         "aws:userid",
                                         "aws:principalorgid",
                                         "aws:principalorgpaths",
                                         "aws:resourceorgid",
                                         "aws:resourceorgpaths",
                                         "aws:useragent",
                                         "aws:referer",
                                         "aws:multifactorauthpresent",
                                         "s3:*",
                                         "dynamodb:*",
                                         "kms:*"};

constexpr const char* endpointOnlyKeys[] = {"aws:SourceVpce", "aws:SourceVpc", "aws:VpcSourceIp"};
constexpr EndpointKey serviceKeys[] = {EndpointKey::SourceVpcArn, EndpointKey::VpceAccount, EndpointKey::VpceOrgId,
                                       EndpointKey::VpceOrgPaths};

/// The service as people call it.
std::string serviceName(const std::string& service) {
    return service == "s3" ? "Amazon S3" : service == "dynamodb" ? "DynamoDB" : service == "kms" ? "AWS KMS" : service;
}

class KeyMaker {
public:
    KeyMaker(const NetworkIndex& network, const CallContext& call, const Caller& caller, const CallPair& pair,
             const std::string& drawing)
        : m_network(network), m_call(call), m_caller(caller), m_pair(pair), m_drawing(drawing) {}

    KeySet make() {
        if (m_pair.isForwarded())
            addForwardedKeys();
        else
            addNetworkKeys();
        addRequestKeys();
        addResourceKeys();
        if ((m_call.instance || m_call.function) && !m_caller.isAnonymous())
            addPrincipalKeys();
        for (const auto& [key, value] : m_call.request.context)
            m_out.set(key, value, message(MessageId::SetByUser));
        return std::move(m_out);
    }

private:
    std::string callService() const {
        const std::string& action = m_call.request.action;
        return action.substr(0, action.find(':'));
    }

    std::string nameOfResource(const Id& id) const {
        const ResourcePtr resource = m_network.topology.find(id);
        return resource ? displayName(base(*resource)) : id;
    }

    void addNetworkKeys() {
        if (!m_call.pathKnown) {
            const Message why = message(MessageId::KeyUnknownPath);
            m_out.setUnknown("aws:SourceIp", why);
            for (const char* key : endpointOnlyKeys)
                m_out.setUnknown(key, why);
            for (const EndpointKey key : serviceKeys)
                m_out.setUnknown(nameOf(key), why);
        } else if (m_call.endpoint) {
            addEndpointKeys(*m_call.endpoint);
        } else {
            addOutsideKeys();
        }
    }

    void addOutsideKeys() {
        const Message why = message(MessageId::KeyAbsentOutside,
                                    nameOfResource(m_call.translatedBy.empty() ? "internet" : m_call.translatedBy));
        addKeysWithoutEndpoint(why);
        if (!m_call.publicSource)
            m_out.setUnknown("aws:SourceIp", message(MessageId::KeyUnknownAddress));
    }

    /// Of a request that no endpoint hands to the service; its address only where it is known.
    void addKeysWithoutEndpoint(const Message& why) {
        for (const char* key : endpointOnlyKeys)
            m_out.setAbsent(key, why);
        for (const EndpointKey key : serviceKeys)
            m_out.setAbsent(nameOf(key), why);
        if (m_call.publicSource)
            m_out.set("aws:SourceIp", m_call.publicSource->toString(),
                      message(MessageId::SetByPublicAddress, m_call.translatedBy));
    }

    void addEndpointKeys(const VpcEndpoint& endpoint) {
        const Message by = message(MessageId::SetByEndpoint, displayName(endpoint));
        m_out.setAbsent("aws:SourceIp", message(MessageId::KeyAbsentAtEndpoint));
        m_out.set("aws:SourceVpce", endpoint.id, by);
        m_out.set("aws:SourceVpc", endpoint.vpc.id, by);
        m_out.set("aws:VpcSourceIp", primaryAddress(m_call.interface).value_or(IpAddress()).toString(), by);
        const std::string service = callService();
        for (const EndpointKey key : serviceKeys)
            if (policy::sets(service, key))
                addServiceKey(key, endpoint, by);
            else
                m_out.setAbsent(nameOf(key), message(MessageId::KeyAbsentForService, serviceName(service)));
    }

    void addServiceKey(EndpointKey key, const VpcEndpoint& endpoint, const Message& by) {
        const std::string_view name = nameOf(key);
        const OwnerAccount owner = ownerOf(m_network.topology, endpoint);
        if (key == EndpointKey::VpceAccount) {
            m_out.setOpen(name, owner.in(m_drawing), owner, by);
        } else if (key == EndpointKey::SourceVpcArn) {
            const Vpc* vpc = m_network.topology.get(endpoint.vpc);
            const OwnerAccount vpcOwner = vpc ? ownerOf(m_network.topology, *vpc) : owner;
            m_out.setOpen(name,
                          "arn:aws:ec2:" + endpoint.region + ':' + vpcOwner.in(m_drawing) + ":vpc/" + endpoint.vpc.id,
                          vpcOwner, by);
        } else {
            addOrganization(name, owner, key == EndpointKey::VpceOrgPaths);
        }
    }

    /// Nothing where the design does not say the organization: then the key stays not known.
    void addOrganization(std::string_view key, const OwnerAccount& owner, bool path) {
        const Account* account = m_network.topology.get<Account>(owner.number);
        const std::string value = !account ? std::string() : path ? account->organizationPath : account->organization;
        if (!value.empty())
            m_out.set(key, value, message(MessageId::SetByOrganization, owner.number));
        else if (owner.known == OwnerAccount::Known::Number)
            m_out.setUnknown(key, message(MessageId::KeyAbsentNoOrganization, owner.number));
        else
            m_out.setUnknown(key, message(MessageId::KeyUnknownAccount, nameOfResource(owner.owned)));
    }

    /// A service calls another one in the caller's name: the caller's address stays, its endpoint and VPC do not.
    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
    void addForwardedKeys() {
        const std::string service = callService();
        const Message by = message(MessageId::SetByForwarding, serviceName(service), serviceName(m_pair.service()));
        const Message why = message(MessageId::KeyAbsentForwarded, serviceName(service), serviceName(m_pair.service()));
        addKeysWithoutEndpoint(why);
        if (!m_call.publicSource && m_call.endpoint)
            m_out.setAbsent("aws:SourceIp", why);
        else if (!m_call.publicSource)
            m_out.setUnknown("aws:SourceIp", message(MessageId::KeyUnknownPath));
        const std::string principal = service + ".amazonaws.com";
        m_out.set("kms:ViaService", service + '.' + m_call.targetRegion + ".amazonaws.com", by);
        if (!m_caller.isAnonymous())
            m_out.setOpen("kms:CallerAccount", m_caller.account.in(m_drawing), m_caller.account, by);
        for (const char* key : {"aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast"})
            m_out.set(key, principal, by);
    }

    void addRequestKeys() {
        const Message by = message(MessageId::SetByRequest);
        m_out.set("aws:SecureTransport", "true", by);
        m_out.set("aws:ViaAWSService", m_pair.isForwarded() ? "true" : "false", by);
        if (!m_call.targetRegion.empty())
            m_out.set("aws:RequestedRegion", m_call.targetRegion, by);
        if (m_pair.service() == "s3")
            addObjectKeys();
        if (m_pair.service() == "kms" && !m_pair.isForwarded())
            m_out.keys.setAbsent("kms:ViaService");
    }

    /// Which of the keys of Amazon S3 the request can have at all.
    /// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
    void addObjectKeys() {
        const std::string& action = m_pair.check.action;
        if (!action.starts_with("s3:ListBucket"))
            for (const char* key : {"s3:prefix", "s3:delimiter", "s3:max-keys"})
                m_out.keys.setAbsent(key);
        const bool writes = action.starts_with("s3:Put") || action.starts_with("s3:CreateBucket");
        if (!writes)
            for (const char* key :
                 {"s3:x-amz-acl", "s3:x-amz-copy-source", "s3:x-amz-metadata-directive", "s3:x-amz-storage-class",
                  "s3:x-amz-server-side-encryption", "s3:x-amz-server-side-encryption-aws-kms-key-id",
                  "s3:x-amz-server-side-encryption-customer-algorithm"})
                m_out.keys.setAbsent(key);
        addAccessPointKeys();
    }

    /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
    void addAccessPointKeys() {
        const auto* point = std::get_if<AccessPoint>(m_call.accessPoint.get());
        if (!point || !m_pair.throughAccessPoint) {
            for (const char* key :
                 {"s3:DataAccessPointArn", "s3:DataAccessPointAccount", "s3:AccessPointNetworkOrigin"})
                m_out.keys.setAbsent(key);
            return;
        }
        const Message by = message(MessageId::SetByAccessPoint, displayName(*point));
        const OwnerAccount owner = ownerOf(m_network.topology, *point);
        if (const auto parsed = Arn::parse(m_call.request.resource)) {
            Arn arn = *parsed;
            arn.resource = arn.resource.substr(0, arn.resource.find("/object/"));
            if (arn.account.empty())
                arn.account = owner.in(m_drawing);
            m_out.setOpen("s3:DataAccessPointArn", arn.toString(), owner, by);
        }
        m_out.setOpen("s3:DataAccessPointAccount", owner.in(m_drawing), owner, by);
        m_out.set("s3:AccessPointNetworkOrigin", point->vpc ? "VPC" : "Internet", by);
    }

    void addResourceKeys() {
        const OwnerAccount& owner = m_pair.owner;
        if (m_pair.hasNoResource)
            return m_out.keys.setUnknown("aws:ResourceAccount"); // AWS does not say whether it is the caller's
        const Id id = m_pair.target ? base(*m_pair.target).id : m_pair.check.resource;
        const Message by = message(MessageId::SetByResource, nameOfResource(id));
        if (owner.known == OwnerAccount::Known::Nothing)
            m_out.setUnknown("aws:ResourceAccount", message(MessageId::KeyUnknownAccount, nameOfResource(id)));
        else
            m_out.setOpen("aws:ResourceAccount", owner.in(m_drawing), owner, by);
        if (m_pair.service() == "s3" && owner.known == OwnerAccount::Known::Number)
            m_out.keys.set("s3:ResourceAccount", owner.number);
        addKnownOrganization("aws:ResourceOrgID", "aws:ResourceOrgPaths", owner);
        // Buckets take part in that only where attribute-based access control is turned on for them.
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/buckets-tagging-enable-abac.html
        if (m_pair.target && !std::holds_alternative<Bucket>(*m_pair.target))
            for (const auto& [tag, value] : base(*m_pair.target).tags)
                m_out.set("aws:ResourceTag/" + tag, value, by);
    }

    void addKnownOrganization(const char* id, const char* path, const OwnerAccount& owner) {
        const Account* account = m_network.topology.get<Account>(owner.number);
        if (account && !account->organization.empty())
            addOrganization(id, owner, false);
        if (account && !account->organizationPath.empty())
            addOrganization(path, owner, true);
    }

    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-ec2instancesourcevpc
    void addInstanceKeys(const OwnerAccount& account, const Message& by) {
        m_out.setOpen("ec2:SourceInstanceARN",
                      "arn:aws:ec2:" + m_call.interface.region + ':' + account.in(m_drawing) + ":instance/" +
                          m_call.instance->id,
                      account, by);
        if (m_call.vpc)
            m_out.set("aws:Ec2InstanceSourceVpc", m_call.vpc->id, by);
        if (const auto own = primaryAddress(m_call.interface))
            m_out.set("aws:Ec2InstanceSourcePrivateIPv4", own->toString(), by);
    }

    /// https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
    void addFunctionKeys(const OwnerAccount& account, const Message& by) {
        const LambdaFunction& function = *m_call.function;
        if (looksLikeArn(function.id))
            m_out.set("lambda:SourceFunctionArn", function.id, by);
        else
            m_out.setOpen("lambda:SourceFunctionArn",
                          "arn:aws:lambda:" + function.region + ':' + account.in(m_drawing) +
                              ":function:" + m_caller.session,
                          account, by);
    }

    void addPrincipalKeys() {
        const Message by = message(MessageId::SetByPrincipal);
        const OwnerAccount& account = m_caller.account;
        const std::string& number = account.in(m_drawing);
        const policy::Principal principal = m_caller.principal(m_drawing);
        const bool told = m_caller.role && looksLikeArn(m_caller.role->id);
        if (told)
            m_out.set("aws:PrincipalArn", principal.roleArn, by);
        else
            m_out.setOpen("aws:PrincipalArn", principal.roleArn, account, by);
        m_out.setOpen("aws:PrincipalAccount", number, account, by);
        m_call.instance ? addInstanceKeys(account, by) : addFunctionKeys(account, by);
        addKnownOrganization("aws:PrincipalOrgID", "aws:PrincipalOrgPaths", account);
        if (m_caller.role)
            for (const auto& [tag, value] : m_caller.role->tags)
                m_out.set("aws:PrincipalTag/" + tag, value, by);
    }

    const NetworkIndex& m_network;
    const CallContext& m_call;
    const Caller& m_caller;
    const CallPair& m_pair;
    const std::string& m_drawing;
    KeySet m_out{policy::ContextKeys(openKeys), {}};
};

} // namespace

void KeySet::set(std::string_view key, std::string value, Message by) {
    keys.set(key, value);
    shown.insert_or_assign(std::string(key), ContextValue{{std::move(value)}, std::move(by)});
}

void KeySet::setAbsent(std::string_view key, Message why) {
    keys.setAbsent(key);
    shown.insert_or_assign(std::string(key), ContextValue{{}, std::move(why)});
}

void KeySet::setUnknown(std::string_view key, Message why) {
    keys.setUnknown(key);
    shown.insert_or_assign(std::string(key), ContextValue{{}, std::move(why)});
}

void KeySet::setOpen(std::string_view key, std::string value, const OwnerAccount& account, Message by) {
    if (!account.isOpen()) {
        set(key, std::move(value), std::move(by));
        return;
    }
    keys.set(key, value);
    shown.insert_or_assign(std::string(key), ContextValue{{}, message(MessageId::KeyUnknownAccount, account.owned)});
}

KeySet keysOf(const NetworkIndex& network, const CallContext& call, const Caller& caller, const CallPair& pair,
              const std::string& drawing) {
    return KeyMaker(network, call, caller, pair, drawing).make();
}

} // namespace waylight
