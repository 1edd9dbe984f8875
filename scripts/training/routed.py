"""
Lets a network of several readers run only the one that is asked: each reader becomes the branch of an `If`, taken
where the input `collection` (int64 [1]) names its place. Logits and maps of the others are zero.
"""

import onnx
from onnx import TensorProto, helper

PICTURE, COLLECTION, LOGITS, MASK = "image", "collection", "logits", "mask"


def routed(model):
    """A network with `image` and `collection` of one that Exported (train.py) gave, with `image` alone."""
    graph = model.graph
    made_by = {output: node for node in graph.node for output in node.output}
    # Both outputs are made of the readers' own, joined; the maps are then cut and squashed.
    joined_logits = made_by[LOGITS]
    joined_maps = next(node for node in upward(made_by, MASK) if node.op_type == "Concat" and len(node.input) == len(joined_logits.input))
    readers = list(zip(joined_logits.input, joined_maps.input))

    # What no picture reaches is the same for all of them and stays outside.
    reached, inside = {PICTURE}, []
    for node in graph.node:
        if any(name in reached for name in node.input):
            reached.update(node.output)
            inside.append(node.output[0])
    nodes, taken = [], set()
    for place, (logits, maps) in enumerate(readers):
        own = [node for node in ordered(graph, made_by, [logits, maps]) if node.output[0] in inside]
        taken.update(node.output[0] for node in own)
        classes = next(each.dims[0] for each in graph.initializer if each.name == made_by[logits].input[1])
        nodes += branch(place, own, logits, maps, classes)
    before = [node for node in graph.node if node.output[0] not in inside]
    after = [node for node in graph.node if node.output[0] in inside and node.output[0] not in taken]

    image = next(each for each in graph.input if each.name == PICTURE)
    asked = helper.make_tensor_value_info(COLLECTION, TensorProto.INT64, [1])
    count = [
        helper.make_node("Shape", [PICTURE], ["picture shape"]),
        constant("zero", [0]),
        constant("one", [1]),
        helper.make_node("Slice", ["picture shape", "zero", "one"], ["pictures"]),
    ]
    result = helper.make_graph(
        [*before, *count, *nodes, *after], graph.name, [image, asked], list(graph.output), list(graph.initializer)
    )
    made = helper.make_model(result, opset_imports=list(model.opset_import), ir_version=model.ir_version, producer_name=model.producer_name)
    onnx.checker.check_model(made)
    return made


def upward(made_by, name):
    """The nodes that a value is made by, nearest first."""
    waiting = [name]
    while waiting:
        node = made_by.get(waiting.pop(0))
        if node is not None:
            yield node
            waiting += node.input


def ordered(graph, made_by, names):
    needed, waiting = set(), list(names)
    while waiting:
        node = made_by.get(waiting.pop())
        if node is not None and node.output[0] not in needed:
            needed.add(node.output[0])
            waiting += node.input
    return [node for node in graph.node if node.output[0] in needed]


def constant(name, values):
    return helper.make_node("Constant", [], [name], value=helper.make_tensor(name, TensorProto.INT64, [len(values)], values))


def branch(place, own, logits, maps, classes):
    """Nodes that give a reader's logits and maps where it is asked, else zeros of their shape."""
    own = [renamed(node, {logits: f"{logits} read", maps: f"{maps} read"}) for node in own]
    value = lambda name: helper.make_tensor_value_info(name, TensorProto.FLOAT, None)
    reads = helper.make_graph(own, f"reader {place}", [], [value(f"{logits} read"), value(f"{maps} read")])
    silent = []
    for kind, shape in (("logits", [classes]), ("maps", [1, 64, 64])):
        silent += [
            constant(f"{kind} {place} shape", shape),
            helper.make_node("Concat", ["pictures", f"{kind} {place} shape"], [f"{kind} {place} size"], axis=0),
            helper.make_node("ConstantOfShape", [f"{kind} {place} size"], [f"{kind} {place} zero"]),
        ]
    rests = helper.make_graph(silent, f"no reader {place}", [], [value(f"logits {place} zero"), value(f"maps {place} zero")])
    return [
        constant(f"place {place}", [place]),
        helper.make_node("Equal", [COLLECTION, f"place {place}"], [f"asked {place}"]),
        helper.make_node("If", [f"asked {place}"], [logits, maps], then_branch=reads, else_branch=rests),
    ]


def renamed(node, names):
    copy = onnx.NodeProto()
    copy.CopyFrom(node)
    for values in (copy.input, copy.output):
        for at, name in enumerate(values):
            values[at] = names.get(name, name)
    return copy
