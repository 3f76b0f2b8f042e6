"""What the browser downloads: wheels → lock file → bytecode → named by content hash → manifest.

A newcomer would look for a list of modules or versions here: there is none. Versions come from
``requirements/packages.txt`` (the same file that the native tests install), the interpreter from ``deno.lock``.
"""
