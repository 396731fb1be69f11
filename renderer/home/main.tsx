import { mount } from '../shared/mount.js'
import { HomeWindow } from './HomeWindow.js'
import '../shared/theme.css'
import './home.css'
import './first-run.css'

mount(<HomeWindow />)
