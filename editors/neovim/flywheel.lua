-- Intents of Flywheel in Neovim 0.11 or newer: put this file on the runtime path as plugin/flywheel.lua.
vim.filetype.add({
  filename = { ["universe.lisp"] = "intent", ["intent.lisp"] = "intent" },
  pattern = { [".*%.intent%.lisp"] = "intent" },
})

-- Two columns inside of every form, as `forge fmt` lays it out.
vim.api.nvim_create_autocmd("FileType", {
  pattern = "intent",
  callback = function()
    vim.bo.lisp = true
    vim.bo.lispoptions = "expr:0"
    vim.bo.commentstring = "; %s"
    vim.bo.expandtab = true
    vim.bo.shiftwidth = 2
    -- Vim indents two columns behind words that it knows; all forms are such words.
    vim.bo.lispwords = "universe,service,entity,enum,union,rpc,event,error,alias,in,out,uses,on,every,"
      .. "machine,transition,tool,util,engine,command,query,rule,scenario,call,expect,gates,config,bootstrap"
    vim.bo.syntax = "lisp"
  end,
})

vim.lsp.config("flywheel", {
  cmd = { "flywheel", "lsp", "--stdio" },
  filetypes = { "intent" },
  root_markers = { "universe.lisp" },
})
vim.lsp.enable("flywheel")
