-- Intents of Flywheel in Neovim 0.7 or newer: put this file on the runtime path as plugin/flywheel.lua.
local cmd = { "flywheel", "lsp", "--stdio" }

-- Two columns inside of every form, as `forge fmt` lays it out.
vim.api.nvim_create_autocmd("FileType", {
  pattern = "intent",
  callback = function()
    vim.bo.lisp = true
    if vim.fn.exists("&lispoptions") == 1 then
      vim.bo.lispoptions = "expr:0"
    end
    vim.bo.commentstring = "; %s"
    vim.bo.expandtab = true
    vim.bo.shiftwidth = 2
    -- Vim indents two columns behind words that it knows; all forms are such words.
    vim.bo.lispwords = "universe,service,entity,enum,union,rpc,event,error,alias,in,out,uses,on,every,"
      .. "machine,transition,tool,util,engine,command,query,rule,scenario,call,expect,gates,config,bootstrap"
    vim.bo.syntax = "lisp"
  end,
})

if vim.lsp.config then
  vim.filetype.add({
    filename = { ["universe.lisp"] = "intent", ["intent.lisp"] = "intent" },
    pattern = { [".*%.intent%.lisp"] = "intent" },
  })
  vim.lsp.config("flywheel", { cmd = cmd, filetypes = { "intent" }, root_markers = { "universe.lisp" } })
  vim.lsp.enable("flywheel")
  return
end

-- Before 0.11 the client is started by hand: one for each universe.
vim.api.nvim_create_autocmd({ "BufRead", "BufNewFile" }, {
  pattern = { "universe.lisp", "intent.lisp", "*.intent.lisp" },
  command = "set filetype=intent",
})
local clients = {}
vim.api.nvim_create_autocmd("FileType", {
  pattern = "intent",
  callback = function(event)
    local folder = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(event.buf), ":p:h")
    local found = vim.fn.findfile("universe.lisp", folder .. ";")
    local root = found ~= "" and vim.fn.fnamemodify(found, ":p:h") or folder
    clients[root] = clients[root] or vim.lsp.start_client({ name = "flywheel", cmd = cmd, root_dir = root })
    if clients[root] then
      vim.lsp.buf_attach_client(event.buf, clients[root])
    end
  end,
})
