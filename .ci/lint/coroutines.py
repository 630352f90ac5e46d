#!/usr/bin/env python3
"""The co_await rule. g++ 12.2 destroys temporaries twice around a co_await, so a statement with one may hold neither a second one, nor
braces, nor a lambda with captures, nor a conditional; and the executor is fetched in a statement of its own."""
import re

import sources

_BLOCK_BEFORE = re.compile(
    r"(?:^|[;{}:)])$|\b(?:else|do|try|const|noexcept|override|final|mutable)$|\)\s*(?:mutable\b\s*|noexcept\b\s*)*->[^;{}()=]*$")
_TYPE_HEAD = re.compile(r"^\s*(?:template\s*<.*>\s*)?(?:export\s+|inline\s+)*(?:class|struct|union|enum|namespace|extern)\b")
_LAMBDA = re.compile(r"\[([^\[\]]*)\]\s*(?=[({<\x00]|mutable\b|->|\bnoexcept\b)")
_EXECUTOR_ALONE = re.compile(r"^\s*(?:const\s+)?[\w:<>]+\s*[&]{0,2}\s*\w+\s*=\s*co_await\s+(?:\w+::)*this_coro::executor\s*$")


def statements(code):
    """(line, text) of each full statement and of each head of a block. Bodies of lambdas are statements of their own; in the statement
    that holds the lambda, `{}` stands for them. Braces that initialise stay."""
    stack = [["block", "", None]]  # kind, text so far, line of its first character
    line = 1
    for char in code:
        top = stack[-1]
        if char == "{":
            before = top[1].rstrip()
            is_block = top[0] == "block" and (bool(_TYPE_HEAD.match(before)) or bool(_BLOCK_BEFORE.search(before)) or not before)
            is_lambda = top[0] == "init" and bool(_BLOCK_BEFORE.search(before)) and bool(_LAMBDA.search(before))
            depth = before.count("(") - before.count(")")
            if is_block and depth == 0 and not re.search(r"[=,(]\s*\[[^\[\]]*\][^;]*$|\breturn\s*\[[^\[\]]*\][^;]*$", before):
                if before:
                    yield top[2], before
                top[1], top[2] = "", None
                stack.append(["block", "", None])
            elif is_lambda or (_LAMBDA.search(before) and _BLOCK_BEFORE.search(before)) or re.search(r"\[[^\[\]]*\]$", before):
                stack.append(["lambda", "", None])
            else:
                top[1] += "{"
                stack.append(["init", "", line])
        elif char == "}" and len(stack) > 1:
            kind, text, begun = stack.pop()
            if kind == "init":
                stack[-1][1] += text + "}"
            else:
                if text.strip():
                    yield begun, text
                if kind == "lambda":
                    stack[-1][1] += "\x00"  # where its body was
                else:
                    stack[-1][1], stack[-1][2] = "", None
        elif char == ";" and top[0] != "init" and top[1].count("(") <= top[1].count(")"):
            if top[1].strip():
                yield top[2], top[1]
            top[1], top[2] = "", None
        else:
            if top[2] is None and not char.isspace():
                top[2] = line
            top[1] += char
        if char == "\n":
            line += 1
    for kind, text, begun in stack:
        if text.strip():
            yield begun, text


def findings(name, text):
    found = []
    code = re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", "", sources.code_only(text), flags=re.MULTILINE)
    for line, statement in statements(code):
        awaits = len(re.findall(r"\bco_await\b", statement))
        if awaits == 0:
            continue
        if awaits > 1:
            found.append((line, f"{awaits} co_await in one statement"))
        if "{" in statement:
            found.append((line, "braces in a statement with co_await: name the value first"))
        if "?" in statement:
            found.append((line, "a conditional in a statement with co_await: use if"))
        for match in _LAMBDA.finditer(statement):
            before = statement[:match.start()].rstrip()
            subscript = re.search(r"(?:\w|\)|\])$", before) and not re.search(r"\b(?:return|co_return|co_await|co_yield|case)$", before)
            if match.group(1).strip() and not subscript:
                found.append((line, "a lambda with captures in a statement with co_await: name it first"))
        if "this_coro::executor" in statement and not _EXECUTOR_ALONE.match(statement):
            found.append((line, "the executor is fetched in a statement of its own"))
    return found


if __name__ == "__main__":
    sources.report("coroutines", findings, sources.files(".cpp", ".hpp"))
