// SPDX-License-Identifier: MIT
#pragma once

#include "core/drawing/picture.h"
#include "core/trace/trace.h"

/// A private instance, its route table, a gateway endpoint and a bucket, laid out.
waylight::Design sampleDesign();

/// A request through all of it; the route table blocks it unless `allowed`.
waylight::Trace sampleTrace(bool allowed);
